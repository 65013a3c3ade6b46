import type { TFunction } from 'i18next';
import type { PhiExposureRow } from '../../../shared/contract/phi-exposure.ts';
import { BandMark } from '../../components/band-mark.tsx';
import type { DataColumn } from '../../components/data-table.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { formatPercent } from '../../platform/format.ts';

/** The columns of the register of exposures. */
export function listExposureColumns(t: TFunction): DataColumn<PhiExposureRow>[] {
  const head = (id: string) => ({ id, title: t(`phiExposure.column.${id}`) });
  return [
    { ...head('tool'), width: '17%', render: ({ tool }) => tool.name },
    { ...head('vendor'), width: '13%', quiet: true, render: ({ vendor }) => vendor.name },
    {
      ...head('phi'),
      width: '9%',
      render: ({ phiPossible }) =>
        phiPossible === null ? (
          <StatusMark shape="ask">{t('phiExposure.phi.null')}</StatusMark>
        ) : (
          t(`phiExposure.phi.${String(phiPossible)}`)
        ),
    },
    {
      ...head('exposure'),
      width: '10%',
      render: ({ exposure, sum }) =>
        exposure === null || sum === null ? (
          <StatusMark shape="ask">{t('phiExposure.notRated')}</StatusMark>
        ) : (
          <BandMark band={exposure} score={sum} />
        ),
    },
    {
      ...head('confidence'),
      width: '8%',
      align: 'right',
      render: ({ confidence, rated }) => (rated === 0 ? null : formatPercent(confidence)),
    },
    {
      ...head('baa'),
      width: '12%',
      render: ({ baa }) =>
        baa.state === null ? (
          <StatusMark shape="dashed">{t('phiExposure.none_baa')}</StatusMark>
        ) : (
          <WordMark of="agreement" value={baa.state} />
        ),
    },
    {
      ...head('permissible'),
      width: '11%',
      render: ({ permissible }) => <WordMark of="permissibility" value={permissible} />,
    },
    {
      ...head('use'),
      wrap: true,
      render: ({ approvedUse }) => <WordMark of="approvedUse" value={approvedUse} />,
    },
  ];
}
