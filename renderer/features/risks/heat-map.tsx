import { useImperativeHandle, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { Risk } from '../../../shared/contract/risks.ts';
import type { Band } from '../../../shared/contract/vendors.ts';
import { shortenRiskCode, tabulateHeat, type HeatCell } from '../../../shared/rules/risks.ts';
import { joinClasses } from '../../components/class-names.ts';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import styles from './heat-map.module.css';

/** Which of its two pairs a risk is shown by. */
export type RiskView = 'inherent' | 'residual';

/** A place of the map. */
export interface Place {
  likelihood: number;
  impact: number;
}

export interface HeatMapHandle {
  focus: () => void;
}

export interface HeatMapProps {
  ref: Ref<HeatMapHandle>;
  risks: readonly Risk[];
  view: RiskView;
  chosen: Place | null;
  onChoose: (place: Place | null) => void;
  /** The risk that the table's focus is on. */
  pointedId: string | null;
  scales: { likelihood: readonly string[]; impact: readonly string[] };
  bandOf: (score: number) => Band;
}

/** Chips that a cell has room for. */
const SHOWN_CHIPS = 5;

export function isSamePlace(one: Place | null, other: Place): boolean {
  return one?.likelihood === other.likelihood && one.impact === other.impact;
}

/** Likelihood by impact with every risk in its cell: pattern, band word and number beside the colour (picture 07). */
export function HeatMap(props: HeatMapProps) {
  const { ref, risks, view, chosen, onChoose, pointedId, scales, bandOf } = props;
  const { t } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  const rows = tabulateHeat(risks, (risk) => risk[view]);
  const [stop, setStop] = useState<Place>(chosen ?? { likelihood: 3, impact: 3 });

  function focusPlace(place: Place): void {
    setStop(place);
    table.current?.querySelector<HTMLElement>(`[data-place="${place.likelihood}-${place.impact}"]`)?.focus();
  }
  useImperativeHandle(ref, () => ({ focus: () => focusPlace(chosen ?? stop) }));

  function move(event: KeyboardEvent, cell: HeatCell<Risk>): void {
    const { likelihood, impact } = cell;
    const places: Record<string, Place> = {
      ArrowUp: { likelihood: Math.min(5, likelihood + 1), impact },
      ArrowDown: { likelihood: Math.max(1, likelihood - 1), impact },
      ArrowLeft: { likelihood, impact: Math.max(1, impact - 1) },
      ArrowRight: { likelihood, impact: Math.min(5, impact + 1) },
      Home: { likelihood, impact: 1 },
      End: { likelihood, impact: 5 },
    };
    const place = places[event.key];
    if (place) focusPlace(place);
    else return;
    event.preventDefault();
  }

  function choose({ likelihood, impact }: Place): void {
    setStop({ likelihood, impact });
    onChoose(isSamePlace(chosen, { likelihood, impact }) ? null : { likelihood, impact });
  }

  return (
    <table ref={table} className={styles.map} aria-label={t('risks.map.label', { view: t(`risks.view.${view}`) })}>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells[0]?.likelihood}>
            <th scope="row" className={styles.row}>
              <b>{cells[0]?.likelihood}</b>
              <span>{scales.likelihood[(cells[0]?.likelihood ?? 1) - 1]}</span>
            </th>
            {cells.map((cell) => {
              const band = bandOf(cell.score);
              const isChosen = isSamePlace(chosen, cell);
              return (
                <td key={cell.impact} className={joinClasses(styles.cell, styles[band])}>
                  <button
                    type="button"
                    data-place={`${cell.likelihood}-${cell.impact}`}
                    className={joinClasses(styles.inside, isChosen && styles.chosen)}
                    tabIndex={isSamePlace(stop, cell) ? 0 : -1}
                    aria-pressed={isChosen}
                    onFocus={() => setStop(cell)}
                    onKeyDown={(event) => move(event, cell)}
                    onClick={() => choose(cell)}
                  >
                    <OnlySpoken>{describeCell(cell)}</OnlySpoken>
                    <span className={styles.score} aria-hidden="true">
                      {cell.score}
                    </span>
                    <Chips risks={cell.items} isChosen={isChosen} pointedId={pointedId} />
                    <span className={styles.band} aria-hidden="true">
                      {t(`components.band.${band}`)}
                    </span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
        <tr>
          <td>
            <OnlySpoken>{t('risks.field.impact')}</OnlySpoken>
          </td>
          {scales.impact.map((label, index) => (
            <th key={label} scope="col" className={styles.column}>
              <b>{index + 1}</b>
              <span>{label}</span>
            </th>
          ))}
        </tr>
      </tbody>
    </table>
  );

  function describeCell(cell: HeatCell<Risk>): string {
    const words = {
      likelihood: cell.likelihood,
      impact: cell.impact,
      score: cell.score,
      band: t(`components.band.${bandOf(cell.score)}`),
      count: cell.items.length,
    };
    const names = cell.items.map(({ code, title }) => `${code} ${title}`).join(', ');
    return names === '' ? t('risks.map.empty', words) : `${t('risks.map.cell', words)} ${names}`;
  }
}

/** The numbers of the risks of a cell; what has no room is counted. */
function Chips({
  risks,
  isChosen,
  pointedId,
}: {
  risks: readonly Risk[];
  isChosen: boolean;
  pointedId: string | null;
}) {
  const { t } = useTranslation();
  const shown = risks.length > SHOWN_CHIPS + 1 ? risks.slice(0, SHOWN_CHIPS) : risks;
  return (
    <span className={styles.chips} aria-hidden="true">
      {shown.map((risk) => (
        <span
          key={risk.id}
          title={`${risk.code} ${risk.title}`}
          className={joinClasses(
            styles.chip,
            risk.suggested && styles.suggested,
            isChosen && styles.inChosen,
            risk.id === pointedId && styles.pointed,
          )}
        >
          {shortenRiskCode(risk.code)}
        </span>
      ))}
      {shown.length < risks.length && (
        <span className={styles.more}>{t('risks.map.more', { count: risks.length - shown.length })}</span>
      )}
    </span>
  );
}

/** What the patterns mean, with the scores of each band. */
export function HeatLegend({ bands }: { bands: readonly { band: Band; from: number; to: number }[] }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend}>
      {bands.map(({ band, from, to }) => (
        <li key={band}>
          <span className={joinClasses(styles.sample, styles[band])} />
          {t('risks.map.range', { band: t(`components.band.${band}`), from, to })}
        </li>
      ))}
    </ul>
  );
}
