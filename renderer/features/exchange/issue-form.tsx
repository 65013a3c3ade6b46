import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import { listIssuedQuestions } from '../../../shared/rules/exchange/issued-questionnaire.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { host } from '../../platform/host.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useToast } from '../../platform/toasts.tsx';
import styles from './vendor-questions.module.css';

type Round = 'full' | 'open';

/** Who is asked, what and until when; the workbook is written and kept as evidence of what was asked. */
export function IssueForm({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const toast = useToast();
  const refusal = useRoleRefusal('exchange.issueQuestionnaire');
  const [round, setRound] = useState<Round>('full');
  const [addressee, setAddressee] = useState(assessment.vendor.name);
  const [returnBy, setReturnBy] = useState<string | null>(null);
  const [channel, setChannel] = useState('');
  const issue = useMutation(api.exchange.issueQuestionnaire.mutationOptions());
  const questions = listIssuedQuestions(assessment, round).length;

  async function send(): Promise<void> {
    const made = await issue.mutateAsync({ assessmentId: assessment.id, round, addressee, returnBy, channel });
    const saved = await host.saveFiles([{ token: made.token, name: made.name }]);
    toast({ message: t('exchange.vendor.issued', { code: made.issue.code, count: saved }), tone: 'ok' });
  }

  const missing =
    refusal ??
    (questions === 0 ? t('exchange.vendor.nothingOpen') : undefined) ??
    (addressee.trim() === '' ? t('exchange.vendor.addresseeFirst') : undefined);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === undefined && !issue.isPending) void send().catch(() => undefined);
      }}
    >
      {issue.error && <ErrorPanel problem={readProblem(issue.error)} />}
      <div>
        <SegmentedControl
          label={t('exchange.vendor.round')}
          options={[
            { value: 'full', label: t('exchange.vendor.full') },
            { value: 'open', label: t('exchange.vendor.open') },
          ]}
          value={round}
          onChange={setRound}
        />
        <p className={styles.quiet}>{t('exchange.vendor.questions', { count: questions })}</p>
      </div>
      <TextField
        label={t('exchange.vendor.addressee')}
        value={addressee}
        onChange={setAddressee}
        required
        maxLength={200}
      />
      <div className={styles.fields}>
        <DateField label={t('exchange.vendor.returnBy')} value={returnBy} onChange={setReturnBy} optional />
        <TextField
          label={t('exchange.vendor.channel')}
          value={channel}
          onChange={setChannel}
          help={t('exchange.vendor.channelHelp')}
          optional
          maxLength={200}
        />
      </div>
      <div>
        <Button
          kind="primary"
          type="submit"
          icon={Download}
          unavailable={missing ?? (issue.isPending ? t('exchange.vendor.writing') : undefined)}
        >
          {t('exchange.vendor.write')}
        </Button>
      </div>
    </form>
  );
}
