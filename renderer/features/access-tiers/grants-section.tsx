import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACCESS_CLASSES,
  type AccessClass,
  type AccessGrant,
  type Identity,
} from '../../../shared/contract/access-tier-records.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { DrawerSection } from '../../components/drawer.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './drawer-fields.module.css';
import { IdentitySelect } from './record-selects.tsx';

/** The access that was really given: on which tool and class, who reviews, who approved, and its end. */
export function GrantsSection({ identity }: { identity: Identity }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const refusal = useRoleRefusal('accessTiers.addGrant');
  const { data, error } = useQuery(
    api.accessTiers.listGrants.queryOptions({
      input: { limit: 100, filters: [{ field: 'identityId', operator: 'is', values: [identity.id] }] },
    }),
  );
  return (
    <DrawerSection
      title={t('accessTiers.grants.title')}
      note={
        <Button size="small" icon={Plus} unavailable={refusal} onClick={() => setAdding(true)}>
          {t('accessTiers.grants.add')}
        </Button>
      }
    >
      {error && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(error)} />}
      {data?.rows.length === 0 && <p>{t('accessTiers.grants.none')}</p>}
      {data?.rows.map((grant) => (
        <Grant key={grant.id} grant={grant} />
      ))}
      {adding && <AddGrantDialog identity={identity} onClose={() => setAdding(false)} />}
    </DrawerSection>
  );
}

function Grant({ grant }: { grant: AccessGrant }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const changeRefusal = useRoleRefusal('accessTiers.updateGrant');
  const approveRefusal = useRoleRefusal('accessTiers.approveGrant');
  const update = useMutation(api.accessTiers.updateGrant.mutationOptions());
  const approve = useMutation(api.accessTiers.approveGrant.mutationOptions());
  const problem = update.error ?? approve.error;
  const by = { grantId: grant.id, revision: grant.revision };
  const named = t('accessTiers.grants.named', {
    tool: grant.tool.name,
    class: t(`accessTiers.class.${grant.classId}`),
  });
  return (
    <div className={styles.grant}>
      <div>{named}</div>
      <div className={styles.quiet}>
        {grant.removedOn === null
          ? t('accessTiers.grants.since', { day: formatDay(grant.grantedOn) })
          : t('accessTiers.grants.fromTo', { from: formatDay(grant.grantedOn), to: formatDay(grant.removedOn) })}
        {'. '}
        {grant.approvedBy
          ? t('accessTiers.grants.approvedBy', { person: grant.approvedBy.name })
          : t('accessTiers.grants.notApproved')}
      </div>
      {grant.removedOn === null && (
        <>
          <IdentitySelect
            kind="person"
            label={t('accessTiers.grants.reviewer')}
            readOnly={changeRefusal !== undefined}
            id={grant.reviewer?.id ?? null}
            onChoose={(reviewerId) => update.mutate({ ...by, changes: { reviewerId } })}
          />
          <div className={styles.actions}>
            {!grant.approvedBy && (
              <Button
                size="small"
                unavailable={approveRefusal}
                aria-label={t('accessTiers.grants.approveNamed', { access: named })}
                onClick={() => approve.mutate(by)}
              >
                {t('accessTiers.grants.approve')}
              </Button>
            )}
            <Button
              size="small"
              unavailable={changeRefusal}
              aria-label={t('accessTiers.grants.endNamed', { access: named })}
              onClick={() => update.mutate({ ...by, changes: { removedOn: today } })}
            >
              {t('accessTiers.grants.end')}
            </Button>
          </div>
        </>
      )}
      {problem && <ErrorPanel what={t('accessTiers.failed')} problem={readProblem(problem)} />}
    </div>
  );
}

function AddGrantDialog({ identity, onClose }: { identity: Identity; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [toolId, setToolId] = useState<string | null>(null);
  const [classId, setClassId] = useState<AccessClass | null>(null);
  const [reviewerId, setReviewerId] = useState<string | null>(null);
  const [grantedOn, setGrantedOn] = useState<string | null>(today);
  const add = useMutation(api.accessTiers.addGrant.mutationOptions());

  function findRefusal(): string | undefined {
    if (toolId === null) return t('accessTiers.exception.missing.tool');
    if (classId === null) return t('accessTiers.exception.missing.class');
    return grantedOn === null ? t('accessTiers.grants.dayMissing') : undefined;
  }

  async function submit(): Promise<void> {
    if (toolId === null || classId === null || grantedOn === null) return;
    await add.mutateAsync({ identityId: identity.id, toolId, classId, reviewerId, grantedOn });
    onClose();
  }

  return (
    <FormDialog
      title={t('accessTiers.grants.addFor', { person: identity.name })}
      primary={t('accessTiers.grants.add')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={onClose}
    >
      <ToolSelect label={t('accessTiers.ask.tool')} toolId={toolId} onChoose={setToolId} />
      <SelectField
        label={t('accessTiers.ask.class')}
        value={classId}
        options={ACCESS_CLASSES.map((value) => ({ value, label: t(`accessTiers.class.${value}`) }))}
        onChange={setClassId}
      />
      <DateField label={t('accessTiers.grants.grantedOn')} value={grantedOn} onChange={setGrantedOn} />
      <IdentitySelect
        optional
        kind="person"
        label={t('accessTiers.grants.reviewer')}
        help={t('accessTiers.grants.reviewerHelp')}
        id={reviewerId}
        onChoose={setReviewerId}
      />
    </FormDialog>
  );
}
