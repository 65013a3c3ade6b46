import { useMutation } from '@tanstack/react-query';
import { Download, GitCompare } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { AccessCheck, AccessDesign, AccessDesignRow } from '../../../shared/contract/access-tier-records.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import links from '../../components/link.module.css';
import { PageHeader } from '../../components/page-header.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { describeState } from '../../components/status-words.ts';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { VersionsDialog } from './versions-dialog.tsx';

interface DesignHeaderProps {
  design: AccessDesign;
  checks: readonly AccessCheck[];
  inForce: AccessDesignRow | null;
  designs: readonly AccessDesignRow[];
}

/** What the tiers rest on, each on a page of its own. */
const PLACES = [
  { id: 'exceptions', to: '/access-tiers/exceptions' },
  { id: 'people', to: '/access-tiers/people' },
] as const;

type Decision = 'approve' | 'sendBack' | 'confirmReview';

/** Which version is shown, since when one is in force, and the one step that comes next. */
export function DesignHeader({ design, checks, inForce, designs }: DesignHeaderProps) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [dialog, setDialog] = useState<Decision | 'discard' | 'versions' | null>(null);
  const word = describeState('accessDesign', design.state);
  const by = { designId: design.id, revision: design.revision };
  const discardRefusal = useRoleRefusal('accessTiers.discardDraft');
  const authorRefusal = useAuthorRefusal(design);
  const reviewRefusal = useRoleRefusal('accessTiers.confirmReview');
  const discard = useMutation(api.accessTiers.discardDraft.mutationOptions());
  const isCompared = parameters.get('compare') === '1';
  const before = inForce !== null && inForce.id !== design.id ? inForce : null;

  function compare(): void {
    setParameters(
      (present) => {
        const after = new URLSearchParams(present);
        if (isCompared) after.delete('compare');
        else after.set('compare', '1');
        return after;
      },
      { replace: true },
    );
  }

  return (
    <>
      <PageHeader
        title={t('accessTiers.title')}
        tag={
          <StatusMark variant="tag" shape={word.shape} tone={word.tone}>
            {t(`accessTiers.header.tag.${design.state}`, { version: design.version })}
          </StatusMark>
        }
        fact={
          <>
            {inForce?.inForceOn
              ? t('accessTiers.header.inForce', { version: inForce.version, day: formatDay(inForce.inForceOn) })
              : t('accessTiers.header.noneInForce')}
            {PLACES.map(({ id, to }) => (
              <Fragment key={id}>
                {' · '}
                <Link className={links.link} to={to}>
                  {t(`accessTiers.header.${id}`)}
                </Link>
              </Fragment>
            ))}
          </>
        }
        actions={
          <>
            {before && (
              <Button icon={GitCompare} aria-pressed={isCompared} onClick={compare}>
                {t('accessTiers.header.compare', { version: before.version })}
              </Button>
            )}
            <ButtonLink icon={Download} to="/reports?kind=access_tiers">
              {t('accessTiers.header.export')}
            </ButtonLink>
            <NextAction design={design} checks={checks} authorRefusal={authorRefusal} onDecide={setDialog} />
            <PopoverMenu
              label={t('accessTiers.header.more')}
              items={[
                { id: 'versions', label: t('accessTiers.header.versions'), run: () => setDialog('versions') },
                ...(design.state === 'draft'
                  ? [
                      {
                        id: 'discard',
                        label: t('accessTiers.header.discard'),
                        danger: true,
                        unavailable: discardRefusal,
                        run: () => setDialog('discard'),
                      },
                    ]
                  : []),
                ...(design.state === 'in_force'
                  ? [
                      {
                        id: 'review',
                        label: t('accessTiers.header.confirmReview'),
                        unavailable: reviewRefusal ?? authorRefusal,
                        run: () => setDialog('confirmReview'),
                      },
                    ]
                  : []),
              ]}
            />
          </>
        }
      />
      {dialog === 'discard' && (
        <ConfirmByName
          title={t('accessTiers.header.discard')}
          name={t('accessTiers.header.versionName', { version: design.version })}
          consequence={t('accessTiers.header.discardText')}
          confirm={t('accessTiers.header.discard')}
          onConfirm={async () => {
            await discard.mutateAsync(by);
          }}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'versions' && <VersionsDialog designs={designs} onClose={() => setDialog(null)} />}
      {(dialog === 'approve' || dialog === 'sendBack' || dialog === 'confirmReview') && (
        <DecisionDialog decision={dialog} design={design} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

/** Who worked on a version decides nothing about it. */
function useAuthorRefusal(design: AccessDesign): string | undefined {
  const { t } = useTranslation();
  const { person } = useWorking();
  const isAuthor = design.sentBy?.id === person.id || design.editors.some(({ id }) => id === person.id);
  return isAuthor ? t('accessTiers.header.author', { person: person.name, version: design.version }) : undefined;
}

interface NextActionProps {
  design: AccessDesign;
  checks: readonly AccessCheck[];
  authorRefusal: string | undefined;
  onDecide: (decision: Decision) => void;
}

function NextAction({ design, checks, authorRefusal, onDecide }: NextActionProps) {
  const { t } = useTranslation();
  const sendRefusal = useRoleRefusal('accessTiers.sendForApproval');
  const startRefusal = useRoleRefusal('accessTiers.startDraft');
  const approveRefusal = useRoleRefusal('accessTiers.approve');
  const send = useMutation(api.accessTiers.sendForApproval.mutationOptions());
  const start = useMutation(api.accessTiers.startDraft.mutationOptions());
  const blocking = checks.filter(({ severity }) => severity === 'blocks').length;
  const problem = send.error ?? start.error;
  if (design.state === 'draft') {
    const refusal =
      sendRefusal ??
      (blocking === 0
        ? undefined
        : t('accessTiers.checks.blocking', { count: blocking, number: formatNumber(blocking) }));
    return (
      <>
        {problem && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(problem)} />}
        <Button
          key="send"
          kind="primary"
          unavailable={refusal}
          onClick={() => send.mutate({ designId: design.id, revision: design.revision })}
        >
          {t('accessTiers.header.send')}
        </Button>
      </>
    );
  }
  if (design.state === 'awaiting_approval') {
    return (
      <>
        <Button key="sendBack" unavailable={approveRefusal} onClick={() => onDecide('sendBack')}>
          {t('accessTiers.header.sendBack')}
        </Button>
        <Button
          key="approve"
          kind="primary"
          unavailable={approveRefusal ?? authorRefusal}
          onClick={() => onDecide('approve')}
        >
          {t('accessTiers.header.approve')}
        </Button>
      </>
    );
  }
  return (
    <>
      {problem && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(problem)} />}
      <Button key="begin" kind="primary" unavailable={startRefusal} onClick={() => start.mutate({})}>
        {t('accessTiers.header.begin', { version: design.version + 1 })}
      </Button>
    </>
  );
}
