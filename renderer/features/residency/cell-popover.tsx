import { useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Cause, LocationResult, ResidencyCell } from '../../../shared/contract/residency.ts';
import { lastLink, writeCause, writePlace, writeShortPlace } from '../../../shared/rules/residency/cause-words.ts';
import { nameLink } from '../../../shared/rules/residency/place-names.ts';
import { Button } from '../../components/button.tsx';
import { joinClasses } from '../../components/class-names.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Icon } from '../../components/icon.tsx';
import links from '../../components/link.module.css';
import { Popover } from '../../components/popover.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import styles from './cell-popover.module.css';
import { OverrideDialog } from './override-dialog.tsx';
import { OverrideNote } from './override-note.tsx';
import { useResidencyWriter } from './residency-words.ts';
import { useStartUse } from './use-start-use.ts';

interface CellPopoverProps {
  anchor: HTMLElement;
  toolId: string;
  regionId: string;
  onClose: () => void;
}

/** What is behind one cell: the seven places, what decides and by which link of the chain, and what can be done. */
export function CellPopover({ anchor, toolId, regionId, onClose }: CellPopoverProps) {
  const { t } = useTranslation();
  const [overriding, setOverriding] = useState(false);
  const query = useQuery(api.residency.cell.queryOptions({ input: { toolId, regionId } }));
  const cell = query.data;
  if (overriding && cell) return <OverrideDialog cell={cell} onClose={onClose} />;
  if (query.isPending) return null;
  return (
    <Popover
      anchor={anchor}
      align="beside"
      label={
        cell ? t('residency.cell.title', { tool: cell.tool.name, region: cell.region.name }) : t('residency.title')
      }
      onClose={onClose}
    >
      {query.isError && <ErrorPanel problem={readProblem(query.error)} />}
      {cell && cell.result === null && <UnusedCell cell={cell} onClose={onClose} />}
      {cell && cell.result !== null && <UsedCell cell={cell} onOverride={() => setOverriding(true)} />}
    </Popover>
  );
}

function UnusedCell({ cell, onClose }: { cell: ResidencyCell; onClose: () => void }) {
  const { t } = useTranslation();
  const { start, refusal } = useStartUse(cell.tool.id);
  return (
    <div className={styles.body}>
      <h2 className={styles.title}>{t('residency.cell.title', { tool: cell.tool.name, region: cell.region.name })}</h2>
      <p className={styles.quiet}>{t('residency.cell.unused')}</p>
      <p className={styles.quiet}>{cell.region.implication}</p>
      <div className={styles.buttons}>
        <Button
          kind="primary"
          size="small"
          unavailable={refusal}
          onClick={() => {
            start(cell.region.id);
            onClose();
          }}
        >
          {t('residency.cell.startUse')}
        </Button>
        <Link className={links.link} to={placesPath(cell)}>
          {t('residency.cell.places')}
        </Link>
      </div>
    </div>
  );
}

function placesPath({ tool, option, region }: ResidencyCell): string {
  const parameters = new URLSearchParams({ region: region.id, ...(option && { option: option.id }) });
  return `/residency/tools/${tool.id}?${parameters.toString()}`;
}

function UsedCell({ cell, onOverride }: { cell: ResidencyCell; onOverride: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { tool, region, finding, override, deciding, result } = cell;
  const roleRefusal = useRoleRefusal('residency.proposeOverride');
  const stands = override?.state === 'live' || override?.state === 'proposed';
  const refusal =
    roleRefusal ??
    (result === 'meets' ? t('residency.cell.nothingToOverride') : stands ? t('residency.cell.hasOverride') : undefined);
  const [first] = deciding;
  return (
    <>
      <div className={styles.body}>
        <div className={styles.line}>
          <h2 className={styles.title}>{t('residency.cell.title', { tool: tool.name, region: region.name })}</h2>
          <WordMark of="residency" value={result} variant="tag" />
        </div>
        <p className={styles.quiet}>
          {first?.kind === 'local' || first?.kind === 'barred' || first?.kind === 'condition'
            ? first.sentence
            : region.routes}
        </p>
        <p className={styles.meta}>
          {t('residency.cell.law', {
            law: region.citations[0]?.law ?? '',
            article: region.citations[0]?.article ?? '',
            asOf: formatDay(region.asOf),
          })}
          {cell.option && <> {t('residency.cell.option', { option: cell.option.name })}</>}
        </p>
      </div>
      <table className={styles.places} aria-label={t('residency.cell.locations')}>
        <tbody>
          {cell.locations.map((location) => (
            <LocationRow key={location.location} location={location} />
          ))}
        </tbody>
      </table>
      {first && <Deciding cell={cell} cause={first} />}
      {override && override.state !== 'withdrawn' && <OverrideNote override={override} />}
      <div className={styles.actions}>
        {finding ? (
          <Button kind="primary" size="small" onClick={() => void navigate(recordPath('finding', finding.id))}>
            {t('residency.cell.openFinding', { code: finding.code })}
          </Button>
        ) : (
          <Button kind="primary" size="small" onClick={() => void navigate(placesPath(cell))}>
            {t('residency.cell.places')}
          </Button>
        )}
        <Button size="small" unavailable={refusal} onClick={onOverride}>
          {t('residency.cell.override')}
        </Button>
        <span className={styles.end}>
          {finding && (
            <Link className={links.link} to={placesPath(cell)}>
              {t('residency.cell.places')}
            </Link>
          )}
          <EvidenceLinks cell={cell} />
        </span>
      </div>
    </>
  );
}

/** The pieces of evidence behind the vendor's list and the tool's places. */
function EvidenceLinks({ cell }: { cell: ResidencyCell }) {
  const behind = useQuery(
    api.evidence.linked.queryOptions({ input: { recordKind: 'vendor', recordId: cell.tool.vendor.id } }),
  );
  const piece = behind.data?.find(({ part }) => part === 'sub_processors')?.evidence;
  if (!piece) return null;
  return (
    <Link className={links.link} to={recordPath('evidence', piece.id)}>
      {piece.indexNumber}
    </Link>
  );
}

function LocationRow({ location }: { location: LocationResult }) {
  const { t } = useTranslation();
  const writer = useResidencyWriter();
  const { result, places, note } = location;
  const isChain = location.location === 'sub_processors';
  const worst = location.causes.find((cause) => cause.result === result && lastLink(cause));
  const link = worst && lastLink(worst);
  const engaged =
    link === undefined || link === null ? t('residency.cell.engaged', { count: places.length }) : nameLink(link);
  const named =
    places.length === 0
      ? t('residency.place.unknown')
      : places.map((place) => writeShortPlace(place, writer)).join('; ');
  return (
    <tr className={joinClasses(result === 'breach' && styles.hot)}>
      <th scope="row" className={styles.location}>
        {t(`residency.location.${location.location}`)}
      </th>
      <td className={styles.place} title={note}>
        {isChain
          ? location.causes.some(({ kind }) => kind === 'no_list')
            ? t('residency.cell.noList')
            : engaged
          : named}
      </td>
      <td className={styles.mark}>
        <WordMark of="residency" value={result} />
      </td>
    </tr>
  );
}

function Deciding({ cell, cause }: { cell: ResidencyCell; cause: Cause }) {
  const { t } = useTranslation();
  const writer = useResidencyWriter();
  const { claim, deciding, locations } = cell;
  const link = lastLink(cause);
  const breaksClaim = claim !== null && cell.finding !== null;
  const list = locations.find(({ location }) => location === 'sub_processors');
  const others = deciding.length - 1;
  return (
    <div className={styles.body}>
      <p className={styles.meta}>{breaksClaim ? t('residency.cell.breaks') : t('residency.cell.decides')}</p>
      <p>
        {link?.place && (
          <>
            <b className={styles.strong}>{link.name}</b>{' '}
            {t('residency.cell.worksFrom', { place: writePlace(link.place, writer) })}{' '}
          </>
        )}
        {breaksClaim
          ? t('residency.cell.claims', {
              claim: claim.text,
              statedOn: claim.statedOn === null ? t('residency.finding.undated') : formatDay(claim.statedOn),
              seenOn: list?.seenOn ? formatDay(list.seenOn) : t('residency.finding.undated'),
            })
          : writeCause(cause, writer)}
        {others > 0 && <span className={styles.quiet}> {t('residency.cell.others', { count: others })}</span>}
      </p>
      {cause.chain.length > 1 && (
        <p className={styles.chain}>
          {cause.chain.map((one, index) => {
            const isLast = index === cause.chain.length - 1;
            return (
              <span
                key={nameLink(one)}
                className={joinClasses(styles.step, isLast && cause.result === 'breach' && styles.broken)}
              >
                {index > 0 && <Icon of={ArrowRight} size={14} />}
                {nameLink(one)}
              </span>
            );
          })}
        </p>
      )}
      {cause.notAsked && (
        <p className={styles.chain}>
          <StatusMark shape="ask">{t('residency.cell.answerData')}</StatusMark>
        </p>
      )}
    </div>
  );
}
