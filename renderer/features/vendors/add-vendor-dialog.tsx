import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Button } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PersonSelect } from '../../components/person-select.tsx';
import { ProfileDialog } from '../../components/profiles/profile-dialog.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';

/** Adds a vendor by its name, and opens it. */
export function AddVendorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = useWorking();
  const [name, setName] = useState('');
  const [domain, setDomain] = useState('');
  const [fromProfile, setFromProfile] = useState(false);
  const [ownerId, setOwnerId] = useState<string | null>(person.id);
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const create = useMutation(api.vendors.create.mutationOptions());

  async function submit(): Promise<void> {
    const vendor = await create.mutateAsync({ name: name.trim(), domain: domain.trim().toLowerCase(), ownerId });
    void navigate(recordPath('vendor', vendor.id));
  }

  if (fromProfile) return <ProfileDialog onClose={onClose} />;
  return (
    <FormDialog
      title={t('vendors.add.title')}
      primary={t('vendors.add.title')}
      unavailable={name.trim() === '' ? t('vendors.add.nameMissing') : undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField required label={t('vendors.names.name')} value={name} maxLength={200} onChange={setName} />
      <TextField
        optional
        label={t('vendors.facts.domain')}
        help={t('vendors.add.domainHelp')}
        value={domain}
        maxLength={200}
        onChange={setDomain}
      />
      <PersonSelect label={t('vendors.column.owner')} people={people} value={ownerId} onChange={setOwnerId} />
      <div>
        <Button kind="link" onClick={() => setFromProfile(true)}>
          {t('profiles.begin.title')}
        </Button>
      </div>
    </FormDialog>
  );
}
