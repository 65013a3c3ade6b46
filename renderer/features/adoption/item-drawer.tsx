import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ADOPTION_STATES, type AdoptionChecklist, type AdoptionItem } from '../../../shared/contract/adoption.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { RecordOwnerField } from '../../components/record/record-owner-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AcceptDialog, EndAcceptanceDialog, ReasonDialog, RoundDialog } from './item-dialogs.tsx';
import { ItemProofs } from './item-proofs.tsx';
import styles from './item-drawer.module.css';
import { useItemSaver, type ItemSaver } from './use-item-saver.ts';

export interface ItemDrawerProps {
  checklist: AdoptionChecklist;
  item: AdoptionItem;
  onClose: () => void;
}

/** One item of a checklist: what it asks, what is said of it, what proves it, and who accepts what is missing. */
export function ItemDrawer({ checklist, item, onClose }: ItemDrawerProps) {
  const { t } = useTranslation();
  const { tool } = checklist;
  const saver = useItemSaver(tool.id, item);
  return (
    <Drawer
      title={item.label}
      tag={<WordMark of="adoption" value={item.standing} variant="tag" />}
      note={
        <>
          <span className="mono">{item.id}</span> {tool.name}.{' '}
          {t(item.required ? 'adoption.item.required' : 'adoption.item.optional', { weight: item.weight })}
        </>
      }
      onClose={onClose}
    >
      <DrawerSection title={t('adoption.section.asks')}>
        <p className={styles.text}>{item.text}</p>
        <p className={styles.guidance}>{item.guidance}</p>
        <AskedFacts checklist={checklist} item={item} />
      </DrawerSection>
      <DrawerSection title={t('adoption.section.standing')}>
        {item.hindrance && (
          <Note tone="bad">
            <StatusMark shape="bad" tone="bad">
              {item.hindrance.sentence} {item.hindrance.remedy}
            </StatusMark>
          </Note>
        )}
        <ItemFields saver={saver} />
        <ItemFlag saver={saver} />
      </DrawerSection>
      <DrawerSection title={t('adoption.section.evidence')} note={<WordMark of="evidence" value={item.evidence} />}>
        <LinkedEvidence
          recordKind="adoption_checklist"
          recordId={tool.id}
          part={item.id}
          name={`${item.id} ${item.label}`}
          vendorId={tool.vendor.id}
          control={item.id}
        />
        <ItemProofs toolId={tool.id} item={item} />
      </DrawerSection>
      {item.cadenceMonths !== null && <ItemRounds checklist={checklist} item={item} />}
      {item.waivable && <ItemAcceptance toolId={tool.id} item={item} />}
    </Drawer>
  );
}

function AskedFacts({ checklist, item }: { checklist: AdoptionChecklist; item: AdoptionItem }) {
  const { t } = useTranslation();
  const frameworks = new Map(checklist.frameworks.map(({ code, name }) => [code, name]));
  return (
    <Facts
      labelWidth={96}
      facts={[
        { label: t('adoption.field.artefact'), value: item.artefact },
        {
          label: t('adoption.field.fresh'),
          value:
            item.freshMonths === null
              ? t('adoption.fresh.runs')
              : t('adoption.fresh.months', { count: item.freshMonths }),
        },
        ...(item.cadenceMonths === null
          ? []
          : [{ label: t('adoption.field.cadence'), value: t('adoption.cadence', { count: item.cadenceMonths }) }]),
        {
          label: t('adoption.field.clauses'),
          value: item.clauses
            .map(({ framework, clause }) => `${frameworks.get(framework) ?? framework} ${clause}`)
            .join('; '),
        },
      ]}
    />
  );
}

function ItemFields({ saver }: { saver: ItemSaver }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'not_met' | 'not_applicable' | null>(null);
  const item = saver.present;
  const states = ADOPTION_STATES.filter(
    (state) => state !== 'met' || item.cadenceMonths === null || item.state === 'met',
  );
  return (
    <div className={styles.fields}>
      <RecordField
        saver={saver}
        label={t('adoption.field.state')}
        read={({ state }) => state}
        write={(state) => ({ state })}
        show={(state) => t(`components.word.adoption.${state}`)}
      >
        {(control) => (
          <SelectField
            {...control}
            options={states.map((value) => ({ value, label: t(`components.word.adoption.${value}`) }))}
            onChange={(state) => {
              if (state === 'not_met' || state === 'not_applicable') setAsking(state);
              else control.onChange(state);
            }}
          />
        )}
      </RecordField>
      <RecordField
        saver={saver}
        label={t('adoption.field.dueOn')}
        read={({ dueOn }) => dueOn}
        write={(dueOn) => ({ dueOn })}
        show={(day) => (day === null ? '' : formatDay(day))}
      >
        {(control) => <DateField {...control} optional />}
      </RecordField>
      <RecordOwnerField saver={saver} name={item.id} write={(ownerId) => ({ ownerId })} />
      <div className={styles.wide}>
        {item.reason !== '' && (item.state === 'not_met' || item.state === 'not_applicable') && (
          <Facts labelWidth={96} facts={[{ label: t('adoption.field.reason'), value: item.reason }]} />
        )}
        {item.statedOn !== null && (
          <p className={styles.quiet}>
            {t('adoption.statedBy', { name: item.statedBy?.name ?? '–', day: formatDay(item.statedOn) })}
          </p>
        )}
      </div>
      <div className={styles.wide}>
        <RecordField
          saver={saver}
          label={t('adoption.field.note')}
          read={({ note }) => note}
          write={(note) => ({ note })}
        >
          {(control) => <TextField {...control} multiline rows={2} maxLength={20_000} optional />}
        </RecordField>
      </div>
      {asking !== null && (
        <ReasonDialog
          item={item}
          state={asking}
          save={(reason) => saver.save({ state: asking, reason }, ({ state }) => state, true)}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

/** The answer that is a red flag: ticking it raises a finding. */
function ItemFlag({ saver }: { saver: ItemSaver }) {
  const { t } = useTranslation();
  const item = saver.present;
  return (
    <div className={styles.flag}>
      <RecordField
        saver={saver}
        label={t('adoption.flag.label')}
        read={({ flagSeen }) => flagSeen}
        write={(flagSeen) => ({ flagSeen })}
        show={(seen) => t(seen ? 'adoption.flag.seen' : 'adoption.flag.notSeen')}
      >
        {({ value, onChange, readOnly }) => (
          <Checkbox
            label={t('adoption.flag.see', { title: item.flag.title })}
            help={item.flag.effect}
            checked={value}
            onChange={onChange}
            readOnly={readOnly}
          />
        )}
      </RecordField>
      {item.finding && (
        <p>
          <Link className={styles.link} to={recordPath('finding', item.finding.id)}>
            {item.finding.name}
          </Link>
        </p>
      )}
    </div>
  );
}

function ItemRounds({ checklist, item }: { checklist: AdoptionChecklist; item: AdoptionItem }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [recording, setRecording] = useState(false);
  const roleRefusal = useRoleRefusal('adoption.completeRound');
  const refusal = roleRefusal ?? (checklist.inUseOn === null ? t('adoption.round.notInUse') : undefined);
  return (
    <DrawerSection
      title={t('adoption.section.rounds')}
      note={
        <Button size="small" unavailable={refusal} onClick={() => setRecording(true)}>
          {t('adoption.round.action')}
        </Button>
      }
    >
      {item.standing === 'waived' || item.nextOn === null ? null : <DueMark dueOn={item.nextOn} today={today} />}
      {item.rounds.length === 0 ? (
        <p className={styles.quiet}>{t('adoption.round.none')}</p>
      ) : (
        <ul className={styles.list}>
          {item.rounds.map(({ id, doneOn, doneBy, note }) => (
            <li key={id}>
              {t('adoption.round.done', { day: formatDay(doneOn), name: doneBy?.name ?? '–' })}
              {note !== '' && <span className={styles.quiet}> {note}</span>}
            </li>
          ))}
        </ul>
      )}
      {recording && <RoundDialog toolId={checklist.tool.id} item={item} onClose={() => setRecording(false)} />}
    </DrawerSection>
  );
}

function ItemAcceptance({ toolId, item }: { toolId: string; item: AdoptionItem }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [open, setOpen] = useState<'accept' | 'end' | null>(null);
  const refusal = useRoleRefusal('adoption.accept');
  const { acceptance } = item;
  const isCovered = item.standing === 'met' || item.standing === 'not_applicable';
  return (
    <DrawerSection
      title={t('adoption.section.acceptance')}
      note={
        <Button
          size="small"
          unavailable={refusal ?? (isCovered ? t('adoption.accept.covered') : undefined)}
          onClick={() => setOpen('accept')}
        >
          {t(acceptance ? 'adoption.accept.again' : 'adoption.accept.action')}
        </Button>
      }
    >
      {acceptance ? (
        <>
          <Facts
            labelWidth={96}
            facts={[
              {
                label: t('adoption.accept.by'),
                value: t('adoption.accept.byOn', {
                  name: acceptance.approver?.name ?? '–',
                  day: formatDay(acceptance.acceptedOn),
                }),
              },
              { label: t('adoption.accept.reason'), value: acceptance.reason },
              {
                label: t('adoption.accept.ends'),
                value: <DueMark dueOn={acceptance.expiresOn} today={today} kind="end" />,
              },
            ]}
          />
          <div>
            <Button kind="link" unavailable={refusal} onClick={() => setOpen('end')}>
              {t('adoption.endAcceptance.action')}
            </Button>
          </div>
        </>
      ) : (
        <p className={styles.quiet}>{t('adoption.accept.none')}</p>
      )}
      {open === 'accept' && <AcceptDialog toolId={toolId} items={[item]} onClose={() => setOpen(null)} />}
      {open === 'end' && <EndAcceptanceDialog toolId={toolId} item={item} onClose={() => setOpen(null)} />}
    </DrawerSection>
  );
}
