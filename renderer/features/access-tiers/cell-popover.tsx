import { useTranslation } from 'react-i18next';
import {
  ACCESS_OUTCOMES,
  ACCESS_REQUIREMENTS,
  type AccessCell,
  type AccessRequirement,
} from '../../../shared/contract/access-tier-records.ts';
import type { AccessTierPack } from '../../../shared/contract/access-tier-pack.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Popover } from '../../components/popover.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import styles from './cell-popover.module.css';

interface CellPopoverProps {
  anchor: HTMLElement;
  cell: AccessCell;
  pack: AccessTierPack;
  /** Why it cannot be changed now. */
  refusal: string | undefined;
  onChange: (cell: AccessCell) => void;
  onClose: () => void;
}

/** One cell beside its place: what it says, and what it asks for. Every change is saved at once. */
export function CellPopover({ anchor, cell, pack, refusal, onChange, onClose }: CellPopoverProps) {
  const { t } = useTranslation();
  const title = t('accessTiers.cell.title', {
    role: t(`accessTiers.role.${cell.role}`),
    class: t(`accessTiers.class.${cell.classId}`),
  });
  const about = pack.classes.find(({ id }) => id === cell.classId);

  function toggle(requirement: AccessRequirement, on: boolean): void {
    const others = cell.requirements.filter((one) => one !== requirement);
    const asked = on ? [...others, requirement] : others;
    onChange({ ...cell, requirements: ACCESS_REQUIREMENTS.filter((one) => asked.includes(one)) });
  }

  return (
    <Popover anchor={anchor} label={title} align="beside" onClose={onClose}>
      <div className={styles.cell}>
        <h2 className={styles.title}>{title}</h2>
        {refusal === undefined && cell.outcome !== 'not_set' ? (
          <SegmentedControl
            label={t('accessTiers.cell.outcome')}
            value={cell.outcome}
            options={ACCESS_OUTCOMES.map((value) => ({ value, label: t(`accessTiers.outcome.${value}`) }))}
            onChange={(outcome) => onChange({ ...cell, outcome })}
          />
        ) : (
          <WordMark of="accessOutcome" value={cell.outcome} />
        )}
        {refusal === undefined && cell.outcome === 'not_set' && (
          <div className={styles.actions}>
            {ACCESS_OUTCOMES.map((outcome) => (
              <Button key={outcome} size="small" onClick={() => onChange({ ...cell, outcome })}>
                {t(`accessTiers.outcome.${outcome}`)}
              </Button>
            ))}
          </div>
        )}
        <fieldset className={styles.requirements}>
          <legend className={styles.legend}>{t('accessTiers.cell.requirements')}</legend>
          {cell.outcome === 'deny' || cell.outcome === 'not_set' ? (
            <p className={styles.quiet}>{t('accessTiers.cell.noRequirements')}</p>
          ) : (
            pack.requirements.map(({ id, description }) => (
              <Checkbox
                key={id}
                label={t(`accessTiers.requirement.${id}`)}
                help={description}
                checked={cell.requirements.includes(id)}
                readOnly={refusal !== undefined}
                onChange={(on) => toggle(id, on)}
              />
            ))
          )}
        </fieldset>
        {about && <p className={styles.quiet}>{about.policy}</p>}
        {refusal !== undefined && <p className={styles.quiet}>{refusal}</p>}
        <div className={styles.actions}>
          <Button size="small" onClick={onClose}>
            {t('components.close')}
          </Button>
        </div>
      </div>
    </Popover>
  );
}
