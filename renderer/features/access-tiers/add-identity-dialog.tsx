import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCESS_ROLES, type AccessRole, type Identity } from '../../../shared/contract/access-tier-records.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { IdentitySelect } from './record-selects.tsx';

/** Adds somebody who uses the tools, or an agent with the person who answers for it. */
export function AddIdentityDialog(props: { onAdded: (identityId: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [kind, setKind] = useState<Identity['kind']>('person');
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [role, setRole] = useState<AccessRole | null>(null);
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [joinedOn, setJoinedOn] = useState<string | null>(today);
  const add = useMutation(api.accessTiers.addIdentity.mutationOptions());
  const isAgent = kind === 'agent';

  function findRefusal(): string | undefined {
    if (name.trim() === '') return t('accessTiers.people.missing.name');
    if (!isAgent && role === null) return t('accessTiers.people.missing.role');
    if (isAgent && ownerId === null) return t('accessTiers.people.missing.owner');
    return joinedOn === null ? t('accessTiers.people.missing.joinedOn') : undefined;
  }

  async function submit(): Promise<void> {
    if (joinedOn === null) return;
    const { id } = await add.mutateAsync({
      name: name.trim(),
      kind,
      account: account.trim(),
      role: isAgent ? 'service' : (role ?? 'junior'),
      ownerId: isAgent ? ownerId : null,
      joinedOn,
    });
    props.onAdded(id);
  }

  return (
    <FormDialog
      title={t('accessTiers.people.add')}
      primary={t('accessTiers.people.add')}
      unavailable={findRefusal()}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <SegmentedControl
        label={t('accessTiers.people.column.kind')}
        value={kind}
        options={[
          { value: 'person', label: t('accessTiers.people.kind.person') },
          { value: 'agent', label: t('accessTiers.people.kind.agent') },
        ]}
        onChange={setKind}
      />
      <TextField required label={t('accessTiers.people.column.name')} value={name} maxLength={200} onChange={setName} />
      <TextField
        optional
        label={t(`accessTiers.people.account.${kind}`)}
        help={t('accessTiers.people.accountHelp')}
        value={account}
        maxLength={500}
        onChange={setAccount}
      />
      {isAgent ? (
        <IdentitySelect
          kind="person"
          label={t('accessTiers.people.column.ownerId')}
          id={ownerId}
          onChoose={setOwnerId}
        />
      ) : (
        <SelectField
          label={t('accessTiers.people.column.role')}
          value={role}
          options={ACCESS_ROLES.filter((one) => one !== 'service').map((value) => ({
            value,
            label: t(`accessTiers.role.${value}`),
          }))}
          onChange={setRole}
        />
      )}
      <DateField label={t('accessTiers.people.column.joinedOn')} value={joinedOn} onChange={setJoinedOn} />
    </FormDialog>
  );
}
