import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { Checkbox } from '../checkbox.tsx';
import { FormDialog } from '../dialog.tsx';
import { Note } from '../note.tsx';
import { PersonSelect } from '../person-select.tsx';
import { SelectField } from '../select-field.tsx';
import styles from './profile-dialog.module.css';

/** Begins a vendor as one of the profiles that come with Assay, with the tools that are chosen, and opens it. */
export function ProfileDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { person } = useWorking();
  const [profileId, setProfileId] = useState<string | null>(null);
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const [ownerId, setOwnerId] = useState<string | null>(person.id);
  const { data: profiles = [] } = useQuery(api.profiles.list.queryOptions());
  const { data: people = [] } = useQuery(api.people.list.queryOptions());
  const begin = useMutation(api.profiles.begin.mutationOptions());
  const profile = profiles.find(({ id }) => id === profileId);
  const known = profile !== undefined && profile.vendorId !== null;

  async function submit(): Promise<void> {
    if (!profile) return;
    const tools = profile.tools.map((_, place) => place).filter((place) => !left.has(place));
    const { vendorId } = await begin.mutateAsync({ profileId: profile.id, tools, ownerId });
    void navigate(recordPath('vendor', vendorId));
    onClose();
  }

  function toggle(place: number): void {
    const after = new Set(left);
    if (!after.delete(place)) after.add(place);
    setLeft(after);
  }

  const missing = !profile ? t('profiles.begin.choose') : known ? t('profiles.begin.known') : undefined;
  return (
    <FormDialog
      title={t('profiles.begin.title')}
      primary={t('profiles.begin.action')}
      unavailable={missing}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('profiles.begin.text')}</p>
      <SelectField
        label={t('profiles.begin.profile')}
        value={profileId}
        options={profiles.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(id) => {
          setProfileId(id);
          setLeft(new Set());
        }}
      />
      {profile && (
        <>
          {known && <Note tone="warn">{t('profiles.begin.knownText', { name: profile.vendorName })}</Note>}
          <fieldset className={styles.tools}>
            <legend className={styles.legend}>{t('profiles.begin.tools', { name: profile.vendorName })}</legend>
            {profile.tools.map(({ name, plan }, place) => (
              <Checkbox
                key={`${name} ${plan}`}
                label={t('profiles.begin.tool', { name, plan })}
                checked={!left.has(place)}
                onChange={() => toggle(place)}
              />
            ))}
          </fieldset>
          <p className={styles.quiet}>
            {t('profiles.begin.facts', { count: profile.facts, day: formatDay(profile.asOf) })}
          </p>
        </>
      )}
      <PersonSelect label={t('record.owner.label')} people={people} value={ownerId} onChange={setOwnerId} />
    </FormDialog>
  );
}
