import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccessException } from '../../../shared/contract/access-tier-records.ts';
import { isSelfApproved } from '../../../shared/rules/access-tiers/exceptions.ts';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { AbsentDrawer, byId } from './absent-drawer.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { nameHolder } from './access-words.ts';
import { ExceptionMark } from './exception-mark.tsx';

type Decision = 'approve' | 'decline' | 'revoke';

/** One exception beside its register: what it is for, who decided, and the decision that can be made now. */
export function ExceptionDrawer({ exceptionId, onClose }: { exceptionId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery(api.accessTiers.listExceptions.queryOptions({ input: byId(exceptionId) }));
  const [exception] = query.data?.rows ?? [];
  if (exception) return <ExceptionRecord exception={exception} onClose={onClose} />;
  return (
    <AbsentDrawer
      title={t('accessTiers.exception.record')}
      notThere={t('accessTiers.exception.notThere')}
      query={query}
      onClose={onClose}
    />
  );
}

function ExceptionRecord({ exception, onClose }: { exception: AccessException; onClose: () => void }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const [deciding, setDeciding] = useState<Decision | null>(null);
  const roleRefusal = useRoleRefusal('accessTiers.approveException');
  const ownRefusal =
    exception.requestedBy.id === person.id ? t('accessTiers.exception.own', { person: person.name }) : undefined;
  const { state, standing, identity, tool, repository, requestedBy, decidedBy } = exception;
  return (
    <Drawer
      title={nameHolder(t, exception)}
      tag={<ExceptionMark exception={exception} variant="tag" />}
      note={<span className="mono">{exception.code}</span>}
      onClose={onClose}
    >
      <DrawerSection title={t('accessTiers.exception.scope')}>
        <Facts
          labelWidth={112}
          facts={[
            {
              label: t('accessTiers.exceptions.column.identityId'),
              value: identity ? (
                <Link to={recordPath('identity', identity.id)}>{identity.name}</Link>
              ) : (
                nameHolder(t, exception)
              ),
            },
            {
              label: t('accessTiers.ask.tool'),
              value: <Link to={recordPath('tool', tool.id)}>{tool.name}</Link>,
            },
            { label: t('accessTiers.ask.class'), value: t(`accessTiers.class.${exception.classId}`) },
            {
              label: t('accessTiers.ask.repository'),
              value: repository ? (
                <Link to={recordPath('repository', repository.id)}>{repository.name}</Link>
              ) : (
                t('accessTiers.exception.everyRepository')
              ),
            },
            { label: t('accessTiers.exception.startsOn'), value: formatDay(exception.startsOn) },
            { label: t('accessTiers.exception.expiresOn'), value: formatDay(exception.expiresOn) },
            { label: t('accessTiers.exception.reason'), value: exception.reason },
            { label: t('accessTiers.exception.consulted'), value: exception.consulted },
          ]}
        />
      </DrawerSection>
      <DrawerSection title={t('accessTiers.exception.decision')}>
        {isSelfApproved(exception) && <Note tone="bad">{t('accessTiers.exception.selfApproved')}</Note>}
        <Facts
          labelWidth={112}
          facts={[
            {
              label: t('accessTiers.exception.requestedBy'),
              value: t('accessTiers.exception.byOn', {
                person: requestedBy.name,
                day: formatDay(exception.requestedOn),
              }),
            },
            {
              label: t('accessTiers.exception.decidedBy'),
              value:
                decidedBy && exception.decidedOn !== null
                  ? t('accessTiers.exception.byOn', { person: decidedBy.name, day: formatDay(exception.decidedOn) })
                  : null,
            },
            { label: t('accessTiers.exception.note'), value: exception.decisionNote },
            {
              label: t('accessTiers.exception.revokedOn'),
              value: exception.revokedOn && formatDay(exception.revokedOn),
            },
          ]}
        />
        <p>
          {state === 'requested' && (
            <>
              <Button size="small" unavailable={roleRefusal ?? ownRefusal} onClick={() => setDeciding('approve')}>
                {t('accessTiers.exception.approve')}
              </Button>{' '}
              <Button size="small" unavailable={roleRefusal} onClick={() => setDeciding('decline')}>
                {t('accessTiers.exception.decline')}
              </Button>
            </>
          )}
          {state === 'approved' && standing !== 'lapsed' && (
            <Button size="small" kind="danger" unavailable={roleRefusal} onClick={() => setDeciding('revoke')}>
              {t('accessTiers.exception.revoke')}
            </Button>
          )}
        </p>
      </DrawerSection>
      <DrawerSection title={t('trail.history')}>
        <RecordHistory recordId={exception.id} />
      </DrawerSection>
      {deciding && (
        <ExceptionDecisionDialog decision={deciding} exception={exception} onClose={() => setDeciding(null)} />
      )}
    </Drawer>
  );
}

function ExceptionDecisionDialog(props: { decision: Decision; exception: AccessException; onClose: () => void }) {
  const { decision, exception, onClose } = props;
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const approve = useMutation(api.accessTiers.approveException.mutationOptions());
  const decline = useMutation(api.accessTiers.declineException.mutationOptions());
  const revoke = useMutation(api.accessTiers.revokeException.mutationOptions());
  const isNeeded = decision !== 'approve';

  async function submit(): Promise<void> {
    const input = { exceptionId: exception.id, revision: exception.revision, note: note.trim() };
    const mutation = { approve, decline, revoke }[decision];
    await mutation.mutateAsync(input);
    onClose();
  }

  return (
    <FormDialog
      title={t(`accessTiers.exception.decisionTitle.${decision}`, { code: exception.code })}
      primary={t(`accessTiers.exception.${decision}`)}
      danger={decision === 'revoke'}
      unavailable={isNeeded && note.trim() === '' ? t('accessTiers.decision.noteMissing') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`accessTiers.exception.decisionText.${decision}`)}</p>
      <TextField
        multiline
        {...(isNeeded ? { required: true } : { optional: true })}
        label={t('accessTiers.decision.note')}
        value={note}
        maxLength={2000}
        onChange={setNote}
      />
    </FormDialog>
  );
}
