import { useMutation } from '@tanstack/react-query';
import { Download, GitCompare, Pencil, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import type { AssessmentDeed } from '../../../shared/rules/assessments.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { useCommands } from '../../platform/commands.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AssessmentGaps } from './assessment-gaps.tsx';
import styles from './assessment-header.module.css';
import { findRefusal, listMissing } from './assessment-rows.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { MissingList } from './missing-list.tsx';
import { CancelDialog, ReassessDialog, SendBackDialog, VoidDialog } from './step-dialogs.tsx';
import { PlanChangeDialog } from './plan-change-dialog.tsx';
import { SignedNote } from './signed-note.tsx';
import type { OpenAssessment } from './use-assessment.ts';
import type { Mode } from './use-place.ts';

type Dialog = 'compare' | 'plan' | 'sendBack' | 'cancel' | 'void' | 'reassess';

export interface AssessmentHeaderProps {
  open: OpenAssessment;
  mode: Mode;
  onMode: (mode: Mode) => void;
  onGo: (questionId: string) => void;
}

/** Title, state and the next step of an assessment, with what stands in its way. */
export function AssessmentHeader({ open, mode, onMode, onGo }: AssessmentHeaderProps) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const navigate = useNavigate();
  const { assessment, saver, replace } = open;
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [showsMissing, setShowsMissing] = useState(false);
  const submit = useMutation(api.assessments.submit.mutationOptions({ onSuccess: replace }));
  const startReview = useMutation(api.assessments.startReview.mutationOptions({ onSuccess: replace }));
  const missing = listMissing(assessment);
  const failure = submit.error ?? startReview.error;
  const close = () => setDialog(null);

  const explain = (deed: AssessmentDeed) => {
    const refusal = findRefusal(deed, assessment.state, person.role);
    const state = t(`components.word.assessment.${assessment.state}`);
    return refusal === null ? undefined : t(`assessments.refusal.${refusal}`, { state });
  };

  async function handIn(): Promise<void> {
    await saver.flush();
    if (missing.length > 0) setShowsMissing(true);
    else submit.mutate({ assessmentId: assessment.id, revision: assessment.revision });
  }

  const takeReview = () => startReview.mutate({ assessmentId: assessment.id, revision: assessment.revision });
  const toVendor = () => void navigate(`/assessments/${assessment.id}/vendor`);
  const toReport = () => void navigate(`/reports?assessment=${assessment.id}`);
  useCommands(t('assessments.commands', { title: assessment.title }), [
    { id: 'compare', label: t('assessments.step.compare'), icon: GitCompare, run: () => setDialog('compare') },
    { id: 'submit', label: t('assessments.step.submit'), run: () => void handIn(), refusal: explain('submit') },
    { id: 'start-review', label: t('assessments.step.startReview'), run: takeReview, refusal: explain('startReview') },
    {
      id: 'send-back',
      label: t('assessments.step.sendBack'),
      run: () => setDialog('sendBack'),
      refusal: explain('sendBack'),
    },
    {
      id: 'sign-off',
      label: t('assessments.step.signOff'),
      run: () => void navigate(`/assessments/${assessment.id}/sign-off`),
      refusal: explain('signOff'),
    },
    {
      id: 'reassess',
      label: t('assessments.step.reassess'),
      run: () => setDialog('reassess'),
      refusal: explain('reassess'),
    },
    {
      id: 'plan',
      label: t('assessments.step.plan'),
      icon: Pencil,
      run: () => setDialog('plan'),
      refusal: explain('arrange'),
    },
    { id: 'cancel', label: t('assessments.step.cancel'), run: () => setDialog('cancel'), refusal: explain('cancel') },
    { id: 'void', label: t('assessments.step.void'), run: () => setDialog('void'), refusal: explain('voidSignOff') },
    { id: 'vendor', label: t('assessments.step.askVendor'), icon: Send, run: toVendor },
    { id: 'report', label: t('assessments.step.report'), icon: Download, run: toReport },
  ]);

  return (
    <>
      <PageHeader
        title={assessment.title}
        tag={
          <>
            <WordMark of="assessment" value={assessment.state} variant="tag" />
            <span className={styles.fact}>
              {assessment.plan === ''
                ? assessment.tool.name
                : t('assessments.header.toolAndPlan', { tool: assessment.tool.name, plan: assessment.plan })}
            </span>
          </>
        }
        actions={
          <>
            <SegmentedControl
              label={t('assessments.mode.label')}
              options={[
                { value: 'flow', label: t('assessments.mode.flow') },
                { value: 'grid', label: t('assessments.mode.grid') },
              ]}
              value={mode}
              onChange={onMode}
            />
            <Button size="small" icon={GitCompare} onClick={() => setDialog('compare')}>
              {t('assessments.step.compare')}
            </Button>
            <NextStepButtons
              assessment={assessment}
              explain={explain}
              onSubmit={() => void handIn()}
              onStartReview={takeReview}
              onDialog={setDialog}
            />
            <PopoverMenu
              label={t('assessments.step.more', { title: assessment.title })}
              button={{ size: 'small' }}
              items={[
                {
                  id: 'plan',
                  label: t('assessments.step.plan'),
                  icon: Pencil,
                  unavailable: explain('arrange'),
                  run: () => setDialog('plan'),
                },
                { id: 'vendor', label: t('assessments.step.askVendor'), icon: Send, run: toVendor },
                { id: 'report', label: t('assessments.step.report'), icon: Download, run: toReport },
                assessment.state === 'signed_off'
                  ? {
                      id: 'void',
                      label: t('assessments.step.void'),
                      danger: true,
                      unavailable: explain('voidSignOff'),
                      run: () => setDialog('void'),
                    }
                  : {
                      id: 'cancel',
                      label: t('assessments.step.cancel'),
                      danger: true,
                      unavailable: explain('cancel'),
                      run: () => setDialog('cancel'),
                    },
              ]}
            />
          </>
        }
      />
      <SignedNote assessment={assessment} />
      <AssessmentGaps assessmentId={assessment.id} />
      {showsMissing && missing.length > 0 && (
        <MissingList assessment={assessment} missing={missing} onGo={onGo} onClose={() => setShowsMissing(false)} />
      )}
      {failure !== null && (
        <div className={styles.below}>
          <ErrorPanel problem={readProblem(failure)} />
        </div>
      )}
      {dialog === 'compare' && <CompareDialog assessment={assessment} onClose={close} />}
      {dialog === 'plan' && <PlanChangeDialog assessment={assessment} onDone={replace} onClose={close} />}
      {dialog === 'sendBack' && <SendBackDialog assessment={assessment} onDone={replace} onClose={close} />}
      {dialog === 'cancel' && <CancelDialog assessment={assessment} onDone={replace} onClose={close} />}
      {dialog === 'void' && <VoidDialog assessment={assessment} onDone={replace} onClose={close} />}
      {dialog === 'reassess' && <ReassessDialog assessment={assessment} onClose={close} />}
    </>
  );
}

interface NextStepButtonsProps {
  assessment: Assessment;
  explain: (deed: AssessmentDeed) => string | undefined;
  onSubmit: () => void;
  onStartReview: () => void;
  onDialog: (dialog: Dialog) => void;
}

/**
 * What comes next in the life of the assessment; what this person may not do stays in place and says why. Each step is
 * a button of its own, so that the focus does not slip from one step onto the next.
 */
function NextStepButtons({ assessment, explain, onSubmit, onStartReview, onDialog }: NextStepButtonsProps) {
  const { t } = useTranslation();
  const { state } = assessment;
  if (state === 'planned' || state === 'answering') {
    return (
      <Button key="submit" size="small" unavailable={explain('submit')} onClick={onSubmit}>
        {t('assessments.step.submit')}
      </Button>
    );
  }
  if (state === 'signed_off') {
    return (
      <Button key="reassess" size="small" unavailable={explain('reassess')} onClick={() => onDialog('reassess')}>
        {t('assessments.step.reassess')}
      </Button>
    );
  }
  if (state === 'cancelled') return null;
  const refusedSignature = explain('signOff');
  return (
    <>
      <Button size="small" unavailable={explain('sendBack')} onClick={() => onDialog('sendBack')}>
        {t('assessments.step.sendBack')}
      </Button>
      {state === 'submitted' ? (
        <Button key="startReview" size="small" unavailable={explain('startReview')} onClick={onStartReview}>
          {t('assessments.step.startReview')}
        </Button>
      ) : refusedSignature === undefined ? (
        <ButtonLink size="small" to={`/assessments/${assessment.id}/sign-off`}>
          {t('assessments.step.signOff')}
        </ButtonLink>
      ) : (
        <Button key="signOff" size="small" unavailable={refusedSignature}>
          {t('assessments.step.signOff')}
        </Button>
      )}
    </>
  );
}
