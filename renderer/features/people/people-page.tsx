import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, type Person } from '../../../shared/contract/people.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './people-page.module.css';

/** People of the workspace with their roles; only a compliance officer may change them. */
export function PeoplePage() {
  const { t } = useTranslation();
  const { person: self } = useWorking();
  const people = useQuery(api.people.list.queryOptions());
  const [edited, setEdited] = useState<Person | 'new' | null>(null);
  usePage(t('people.title'), [{ label: t('settings.title'), to: '/settings' }]);
  const refusal = self.role === 'compliance_officer' ? undefined : t('people.officersOnly');
  const add = () => refusal === undefined && setEdited('new');
  useKeys(t('people.title'), [{ key: 'C', label: t('people.add'), run: add, hint: true }]);
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('people.title')}
          fact={t('people.fact')}
          actions={
            <Button kind="primary" icon={Plus} keyCap="C" unavailable={refusal} onClick={add}>
              {t('people.add')}
            </Button>
          }
        />
      }
      footer={<PageKeys />}
    >
      {people.isError && <ErrorPanel problem={readProblem(people.error)} />}
      {people.isPending && <LoadingRows />}
      {people.data && (
        <Panel title={t('people.all')} fact={t('people.count', { count: people.data.length })} flush>
          <DataTable
            label={t('people.title')}
            rows={people.data}
            rowId={({ id }) => id}
            {...(refusal === undefined && { onOpen: setEdited })}
            columns={[
              { id: 'name', title: t('people.name'), render: ({ name }) => name },
              { id: 'position', title: t('people.position'), quiet: true, render: ({ position }) => position },
              { id: 'role', title: t('people.roleTitle'), render: ({ role }) => t(`people.role.${role}`) },
              { id: 'email', title: t('people.email'), quiet: true, render: ({ email }) => email },
              {
                id: 'active',
                title: t('people.state'),
                render: ({ active }) => (
                  <StatusMark shape={active ? 'ok' : 'slash'} tone={active ? 'ok' : 'mute'}>
                    {t(active ? 'people.active' : 'people.inactive')}
                  </StatusMark>
                ),
              },
            ]}
          />
        </Panel>
      )}
      <dl className={styles.roles}>
        {ROLES.map((role) => (
          <div key={role}>
            <dt>{t(`people.role.${role}`)}</dt>
            <dd>{t(`people.mayDo.${role}`)}</dd>
          </div>
        ))}
      </dl>
      {edited !== null && <PersonDialog person={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </PageLayout>
  );
}

function PersonDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t } = useTranslation();
  const create = useMutation(api.people.create.mutationOptions());
  const update = useMutation(api.people.update.mutationOptions());
  const [fields, setFields] = useState({
    name: person?.name ?? '',
    email: person?.email ?? '',
    position: person?.position ?? '',
    role: person?.role ?? ('security_reviewer' as const),
  });
  const [active, setActive] = useState(person?.active ?? true);
  const change = (part: Partial<typeof fields>) => setFields((before) => ({ ...before, ...part }));

  async function save() {
    if (person) {
      await update.mutateAsync({ personId: person.id, revision: person.revision, changes: { ...fields, active } });
    } else await create.mutateAsync(fields);
    onClose();
  }

  return (
    <FormDialog
      title={person ? person.name : t('people.add')}
      primary={person ? t('people.save') : t('people.add')}
      unavailable={fields.name.trim() === '' ? t('people.nameMissing') : undefined}
      onSubmit={save}
      onClose={onClose}
    >
      <div className={styles.fields}>
        <TextField label={t('people.name')} value={fields.name} onChange={(name) => change({ name })} />
        <TextField
          label={t('people.position')}
          value={fields.position}
          onChange={(position) => change({ position })}
          optional
        />
        <TextField
          label={t('people.email')}
          type="email"
          value={fields.email}
          onChange={(email) => change({ email })}
          optional
        />
        <SelectField
          label={t('people.roleTitle')}
          value={fields.role}
          options={ROLES.map((role) => ({ value: role, label: t(`people.role.${role}`) }))}
          onChange={(role) => change({ role })}
          help={t(`people.mayDo.${fields.role}`)}
        />
        {person && (
          <Checkbox
            label={t('people.isActive')}
            checked={active}
            onChange={setActive}
            help={t('people.isActiveHelp')}
          />
        )}
      </div>
    </FormDialog>
  );
}
