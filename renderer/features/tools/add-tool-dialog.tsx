import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { TOOL_KINDS, type ToolKind } from '../../../shared/contract/tools.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { Note } from '../../components/note.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './add-tool-dialog.module.css';
import { type ChosenVendor, VendorChoice } from './vendor-choice.tsx';

/** Adds a tool: a name, a kind, and its vendor, found in the register or added on the spot. */
export function AddToolDialog({ vendorId, onClose }: { vendorId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = useWorking();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ToolKind | null>(null);
  const [plan, setPlan] = useState('');
  const [vendor, setVendor] = useState<ChosenVendor | null>(vendorId === '' ? null : { kind: 'known', id: vendorId });
  const [ownerId, setOwnerId] = useState<string | null>(person.id);
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const createVendor = useMutation(api.vendors.create.mutationOptions());
  const createTool = useMutation(api.tools.create.mutationOptions());
  const problem = createTool.error ?? createVendor.error;
  const isDuplicate = problem !== null && readProblem(problem).field === 'name';

  async function submit(): Promise<void> {
    if (kind === null || vendor === null) return;
    const id = vendor.kind === 'known' ? vendor.id : (await createVendor.mutateAsync({ name: vendor.name })).id;
    // A new vendor stays when the tool is refused, so a second try takes it as it is.
    setVendor({ kind: 'known', id });
    const tool = await createTool.mutateAsync({ vendorId: id, name: name.trim(), kind, plan: plan.trim(), ownerId });
    void navigate(recordPath('tool', tool.id));
  }

  const missing = [
    name.trim() === '' && t('tools.add.nameMissing'),
    vendor === null && t('tools.add.vendorMissing'),
    kind === null && t('tools.add.kindMissing'),
  ].find((sentence) => sentence !== false);
  return (
    <FormDialog
      title={t('tools.add.title')}
      primary={t('tools.add.title')}
      unavailable={missing}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField required label={t('tools.column.name')} value={name} maxLength={200} onChange={setName} />
      <VendorChoice chosen={vendor} onChoose={setVendor} />
      <div className={styles.pair}>
        <SelectField
          label={t('tools.column.kind')}
          value={kind}
          options={TOOL_KINDS.map((value) => ({ value, label: t(`tools.kind.${value}`) }))}
          onChange={setKind}
        />
        <TextField optional label={t('tools.column.plan')} value={plan} maxLength={500} onChange={setPlan} />
      </div>
      <PersonSelect label={t('tools.column.owner')} people={people} value={ownerId} onChange={setOwnerId} />
      {isDuplicate && <Namesakes name={name.trim() || (vendor?.name ?? '')} />}
    </FormDialog>
  );
}

/** The records that already go by a name, each as a link. */
function Namesakes({ name }: { name: string }) {
  const { t } = useTranslation();
  const found = useQuery(
    api.search.find.queryOptions({ input: { text: name, limit: 5 }, placeholderData: keepPreviousData }),
  );
  const records = (found.data ?? []).flatMap(({ kind, ...record }) =>
    kind === 'tool' || kind === 'vendor' ? [{ kind, ...record }] : [],
  );
  if (records.length === 0) return null;
  return (
    <Note>
      <p>{t('tools.add.namesakes')}</p>
      <ul>
        {records.map(({ id, kind, title, detail }) => (
          <li key={id}>
            <Link to={recordPath(kind, id)}>{title}</Link> {detail}
          </li>
        ))}
      </ul>
    </Note>
  );
}
