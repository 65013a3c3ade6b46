import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BANDS } from '../../../shared/contract/vendors.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { GatePips } from '../../components/gate-pips.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { ProgressPanel } from '../../components/progress-panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { STATUS_WORDS, type Vocabulary } from '../../components/status-words.ts';
import { TextField } from '../../components/text-field.tsx';
import { ToastSurface } from '../../components/toast-list.tsx';
import { DueMark, WordMark } from '../../components/word-mark.tsx';
import { usePage } from '../../platform/page.tsx';
import { useToast } from '../../platform/toasts.tsx';
import styles from './components-page.module.css';

/** Each band with a score inside it. */
const SCORES = { low: 3, medium: 9, high: 12, critical: 20 } as const;
const TODAY = '2026-11-20';
const SAVED_AT = new Date(2026, 10, 20, 10, 42, 7);
const TOKENS = [
  'canvas',
  'surface',
  'sunken',
  'selected',
  'line',
  'control',
  'text',
  'text-2',
  'text-3',
  'accent',
  'ok',
  'warn',
];
const VOCABULARIES = Object.keys(STATUS_WORDS) as Vocabulary[];
const FIRST_VOCABULARIES = ['register', 'answer', 'signature'] as const satisfies readonly Vocabulary[];

/** Every mark, tag, field, toast, loading and error state in one place (picture 12), for both themes. */
export function ComponentsPage() {
  const { t } = useTranslation();
  usePage(t('reference.title'), [{ label: t('reference.group') }]);
  const others = VOCABULARIES.filter((one) => !FIRST_VOCABULARIES.some((first) => first === one));
  return (
    <PageLayout header={<PageHeader title={t('reference.title')} fact={t('reference.fact')} />}>
      <div className={styles.columns}>
        <div className={styles.column}>
          <VocabularyPanel vocabulary="register" />
          <VocabularyPanel vocabulary="answer" />
          <TimePanel />
          <BandPanel />
          {others.slice(0, 4).map((one) => (
            <VocabularyPanel key={one} vocabulary={one} />
          ))}
        </div>
        <div className={styles.column}>
          <TypePanel />
          <ButtonPanel />
          <FieldPanel />
          <KeyPanel />
          {others.slice(4, 8).map((one) => (
            <VocabularyPanel key={one} vocabulary={one} />
          ))}
        </div>
        <div className={styles.column}>
          <LoadingPanel />
          <Panel title={t('reference.error.title')} fact={t('reference.error.fact')}>
            <ErrorPanel
              what={t('reference.error.what')}
              why={t('reference.error.why')}
              kept={t('reference.error.kept')}
              actions={[
                { label: t('reference.error.again'), run: () => undefined },
                { label: t('reference.error.elsewhere'), run: () => undefined },
              ]}
            />
          </Panel>
          <ToastPanel />
          <TokenPanel />
          {others.slice(8).map((one) => (
            <VocabularyPanel key={one} vocabulary={one} />
          ))}
        </div>
      </div>
    </PageLayout>
  );
}

function VocabularyPanel({ vocabulary }: { vocabulary: Vocabulary }) {
  const { t } = useTranslation();
  return (
    <Panel title={t(`reference.vocabulary.${vocabulary}`)}>
      <div className={styles.marks}>
        {Object.entries(STATUS_WORDS[vocabulary]).map(([value, { shape, tone }]) => (
          <StatusMark key={value} shape={shape} tone={tone}>
            {t(`components.word.${vocabulary}.${value}`)}
          </StatusMark>
        ))}
      </div>
    </Panel>
  );
}

function TimePanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('reference.time.title')} fact={t('reference.time.fact')}>
      <div className={styles.marks}>
        <DueMark dueOn="2026-12-18" today={TODAY} kind="expiry" />
        <DueMark dueOn="2026-11-14" today={TODAY} />
        <DueMark dueOn={TODAY} today={TODAY} />
        <WordMark of="signature" value="signed" />
        <StatusMark shape="flag" tone="bad">
          {t('reference.time.flag')}
        </StatusMark>
        <WordMark of="signature" value="unsigned" />
        <DueMark dueOn="2027-03-04" today={TODAY} kind="end" />
        <DueMark dueOn={null} today={TODAY} />
      </div>
    </Panel>
  );
}

function BandPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('reference.band.title')} fact={t('reference.band.fact')}>
      <div className={styles.stack}>
        <div className={styles.marks}>
          {BANDS.map((band) => (
            <BandMark key={band} band={band} score={SCORES[band]} />
          ))}
          <BandMark band="high" neutral />
          <BandMark band={null} />
        </div>
        <div className={styles.row}>
          {BANDS.map((band) => (
            <BandMark key={band} band={band} variant="tag" />
          ))}
        </div>
        <div className={styles.row}>
          <WordMark of="register" value="approved" variant="tag" />
          <WordMark of="register" value="conditional" variant="tag" />
          <WordMark of="register" value="prohibited" variant="tag" />
          <GatePips gates={['passed', 'passed', 'failed', 'open']} />
        </div>
      </div>
    </Panel>
  );
}

function TypePanel() {
  const { t } = useTranslation();
  const measure = (size: string): ReactNode => <span className={styles.small}>{size}</span>;
  return (
    <Panel title={t('reference.type.title')} fact={<span translate="no">Inter, JetBrains Mono</span>}>
      <p className={styles.title}>
        {t('reference.type.page')} {measure('22 / 28, 600')}
      </p>
      <p className={styles.command}>
        {t('reference.type.drawer')} {measure('16 / 24, 600')}
      </p>
      <p>
        {t('reference.type.body')} {measure('13 / 20, 400, 500, 600')}
      </p>
      <p className={styles.small}>{t('reference.type.label')} 12 / 16, 400, 500</p>
      <p className={styles.mono} translate="no">
        EV-2026-PRV3-002 9f3c a71e {measure('mono 12 / 16')}
      </p>
    </Panel>
  );
}

function ButtonPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('reference.button.title')} fact={t('reference.button.fact')}>
      <div className={styles.row}>
        <Button kind="primary">{t('reference.button.primary')}</Button>
        <Button>{t('reference.button.secondary')}</Button>
        <Button kind="quiet">{t('reference.button.quiet')}</Button>
        <Button unavailable={t('reference.button.why')}>{t('reference.button.unavailable')}</Button>
      </div>
      <div className={styles.row}>
        <Button kind="danger">{t('reference.button.danger')}</Button>
        <Button kind="link">{t('reference.button.link')}</Button>
        <Button kind="primary" keyCap="C">
          {t('reference.button.key')}
        </Button>
        <Button size="small">{t('reference.button.small')}</Button>
      </div>
    </Panel>
  );
}

function FieldPanel() {
  const { t } = useTranslation();
  const [text, setText] = useState(t('reference.field.text'));
  const [day, setDay] = useState<string | null>('2027-02-28');
  return (
    <Panel title={t('reference.field.title')} fact={t('reference.field.fact')}>
      <div className={styles.stack}>
        <TextField
          label={t('reference.field.justification')}
          value={text}
          onChange={setText}
          saving={{ state: 'saved', at: SAVED_AT }}
        />
        <TextField
          label={t('reference.field.expiry')}
          value="31/02/2027"
          onChange={() => undefined}
          problem={t('components.date.days', { month: t('reference.field.month'), year: 2027, days: 28 })}
        />
        <DateField label={t('reference.field.day')} value={day} onChange={setDay} optional />
      </div>
    </Panel>
  );
}

function KeyPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('reference.key.title')}>
      <div className={styles.row}>
        <KeyCap>Ctrl K</KeyCap>
        <KeyCap>G</KeyCap>
        <KeyCap>B</KeyCap>
        <Chip>{t('reference.key.chip')}</Chip>
        <Chip tone="on" name={t('reference.key.chosen')} onRemove={() => undefined}>
          {t('reference.key.chosen')}
        </Chip>
      </div>
    </Panel>
  );
}

function LoadingPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('reference.loading.title')} fact={t('reference.loading.fact')} flush>
      <LoadingRows />
      <div className={styles.progress}>
        <ProgressPanel label={t('reference.loading.progress')} done={41} total={149} onCancel={() => undefined} />
      </div>
    </Panel>
  );
}

function ToastPanel() {
  const { t } = useTranslation();
  const toast = useToast();
  const exported = {
    message: t('reference.toast.exported'),
    tone: 'ok',
    action: { label: t('reference.toast.show'), run: () => undefined },
  } as const;
  const changed = { message: t('reference.toast.changed'), undo: () => undefined };
  return (
    <Panel title={t('reference.toast.title')} fact={t('reference.toast.fact')}>
      <div className={styles.stack}>
        <ToastSurface toast={exported} onDismiss={() => toast(exported)} />
        <ToastSurface toast={changed} onDismiss={() => toast(changed)} />
      </div>
    </Panel>
  );
}

function TokenPanel() {
  const { t } = useTranslation();
  return (
    <Panel title={t('reference.token.title')} fact={t('reference.token.fact')}>
      <div className={styles.swatches} translate="no">
        {TOKENS.map((name) => (
          <div key={name}>
            <div className={styles.swatch} style={{ background: `var(--${name})` }} />
            {name}
          </div>
        ))}
      </div>
    </Panel>
  );
}
