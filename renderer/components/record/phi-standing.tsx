import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PhiExposureRow } from '../../../shared/contract/phi-exposure.ts';
import { bandLevel } from '../../../shared/rules/scores/bands.ts';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { BandMark } from '../band-mark.tsx';
import { StatusMark } from '../status-mark.tsx';
import { WordMark } from '../word-mark.tsx';
import type { StandingRow } from './record-standing.tsx';

const IN_USE: readonly PhiExposureRow['status'][] = ['approved', 'conditional', 'in_review', 'proposed'];

/** The tool of a vendor that says most: the most exposed of those that are or may come into use. */
function findWorst(rows: readonly PhiExposureRow[]): PhiExposureRow | undefined {
  const level = ({ exposure }: PhiExposureRow) => (exposure === null ? 0 : bandLevel(exposure));
  const relevant = rows.filter(({ status }) => IN_USE.includes(status));
  return (relevant.length > 0 ? relevant : rows).toSorted((one, other) => level(other) - level(one))[0];
}

/** PHI exposure, agreement, permissibility and approved use of a tool, or of a vendor's most exposed tool (picture 04). */
export function usePhiStanding(of: { vendorId: string; toolId?: string }): StandingRow[] {
  const { t } = useTranslation();
  const { data } = useQuery(api.phiExposure.list.queryOptions({ input: { vendorId: of.vendorId } }));
  const row = of.toolId === undefined ? data && findWorst(data) : data?.find(({ tool }) => tool.id === of.toolId);
  if (!row) return [];
  const to = recordPath('phi_exposure', row.tool.id);
  const label = (name: string) => t(`phiExposure.standing.${name}`);
  const isVendor = of.toolId === undefined;
  const name = isVendor && (data?.length ?? 0) > 1 ? row.tool.name : '';
  const seats = data?.flatMap(({ users }) => (users === null ? [] : [users])) ?? [];
  return [
    {
      label: label('exposure'),
      to,
      value: (
        <>
          {row.exposure === null ? (
            <StatusMark shape="ask">{t('phiExposure.notRated')}</StatusMark>
          ) : (
            <BandMark band={row.exposure} />
          )}
          {name !== '' && <span>{name}</span>}
        </>
      ),
    },
    {
      label: label('baa'),
      to: row.baa.agreement ? recordPath('agreement', row.baa.agreement.id) : to,
      value:
        row.baa.state === null ? (
          <StatusMark shape="dashed">{t('phiExposure.none_baa')}</StatusMark>
        ) : (
          <WordMark of="agreement" value={row.baa.state} />
        ),
    },
    { label: label('permissible'), to, value: <WordMark of="permissibility" value={row.permissible} /> },
    { label: label('use'), to, value: <WordMark of="approvedUse" value={row.approvedUse} /> },
    ...(isVendor
      ? [
          {
            label: label('users'),
            to: `${recordPath('vendor', of.vendorId)}?tab=tools`,
            value:
              seats.length === 0 ? (
                <StatusMark shape="ask">{t('phiExposure.standing.usersUnknown')}</StatusMark>
              ) : (
                t('phiExposure.standing.seats', {
                  count: data?.length ?? 0,
                  seats: formatNumber(seats.reduce((sum, one) => sum + one, 0)),
                })
              ),
          },
        ]
      : []),
  ];
}
