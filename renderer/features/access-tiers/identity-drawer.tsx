import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ACCESS_ROLES, type Identity } from '../../../shared/contract/access-tier-records.ts';
import type { IdentityChanges } from '../../../shared/contract/access-tiers.ts';
import { DateField } from '../../components/date-field.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import links from '../../components/link.module.css';
import { RecordField } from '../../components/record/record-field.tsx';
import { useRecordSaver } from '../../components/record/record-saver.ts';
import { RecordHistory } from '../../components/record-history.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { AbsentDrawer, byId } from './absent-drawer.tsx';
import styles from './drawer-fields.module.css';
import { GrantsSection } from './grants-section.tsx';
import { IdentitySelect } from './record-selects.tsx';

/** One person or agent beside the register: every field saves as it changes; below it the access that was given. */
export function IdentityDrawer({ identityId, onClose }: { identityId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery(api.accessTiers.listIdentities.queryOptions({ input: byId(identityId) }));
  const [identity] = query.data?.rows ?? [];
  if (identity) return <IdentityRecord identity={identity} onClose={onClose} />;
  return (
    <AbsentDrawer
      title={t('accessTiers.people.record')}
      notThere={t('accessTiers.people.notThere')}
      query={query}
      onClose={onClose}
    />
  );
}

function IdentityRecord({ identity, onClose }: { identity: Identity; onClose: () => void }) {
  const { t } = useTranslation();
  const refusal = useRoleRefusal('accessTiers.updateIdentity');
  const update = useMutation(api.accessTiers.updateIdentity.mutationOptions());
  const saver = useRecordSaver<Identity, IdentityChanges>(identity, refusal, {
    read: async () => {
      const { rows } = await client.accessTiers.listIdentities(byId(identity.id));
      return rows[0] ?? identity;
    },
    write: (revision, changes) => update.mutateAsync({ identityId: identity.id, revision, changes }),
  });
  const isAgent = identity.kind === 'agent';
  return (
    <Drawer
      title={identity.name}
      tag={
        <StatusMark variant="tag" shape={identity.active ? 'ok' : 'slash'} tone={identity.active ? 'ok' : 'mute'}>
          {t(identity.active ? 'accessTiers.people.isPresent' : 'accessTiers.people.isGone')}
        </StatusMark>
      }
      note={
        <>
          <span className="mono">{identity.code}</span> {t(`accessTiers.people.kind.${identity.kind}`)}
        </>
      }
      onClose={onClose}
    >
      <DrawerSection title={t('accessTiers.people.record')}>
        <div className={styles.fields}>
          <RecordField
            saver={saver}
            label={t('accessTiers.people.column.name')}
            read={({ name }) => name}
            write={(name) => ({ name })}
            check={(name) => (name.trim() === '' ? t('components.field.required') : undefined)}
          >
            {(control) => <TextField {...control} required maxLength={200} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t(`accessTiers.people.account.${identity.kind}`)}
            read={({ account }) => account}
            write={(account) => ({ account })}
          >
            {(control) => <TextField {...control} maxLength={500} />}
          </RecordField>
          {isAgent ? (
            <RecordField
              saver={saver}
              label={t('accessTiers.people.column.ownerId')}
              read={({ owner }) => owner?.id ?? null}
              write={(ownerId) => ({ ownerId })}
            >
              {({ value, onChange, ...control }) => (
                <IdentitySelect {...control} kind="person" id={value} onChoose={onChange} />
              )}
            </RecordField>
          ) : (
            <RecordField
              saver={saver}
              label={t('accessTiers.people.column.role')}
              read={({ role }) => role}
              write={(role) => ({ role })}
              show={(role) => t(`accessTiers.role.${role}`)}
            >
              {(control) => (
                <SelectField
                  {...control}
                  options={ACCESS_ROLES.filter((one) => one !== 'service').map((value) => ({
                    value,
                    label: t(`accessTiers.role.${value}`),
                  }))}
                />
              )}
            </RecordField>
          )}
          <RecordField
            saver={saver}
            label={t('accessTiers.people.column.leftOn')}
            read={({ leftOn }) => leftOn}
            write={(leftOn) => ({ leftOn })}
            show={(day) => (day === null ? '' : formatDay(day))}
          >
            {(control) => <DateField {...control} optional help={t('accessTiers.people.leftHelp')} />}
          </RecordField>
        </div>
        <p className={styles.links}>
          <Link className={links.link} to={`/access-tiers?person=${encodeURIComponent(identity.id)}`}>
            {t('accessTiers.people.ask')}
          </Link>
          {!isAgent && (
            <Link className={links.link} to={`/training?person=${encodeURIComponent(identity.id)}`}>
              {t('accessTiers.people.training')}
            </Link>
          )}
        </p>
      </DrawerSection>
      <GrantsSection identity={identity} />
      <div className={styles.history}>
        <RecordHistory recordId={identity.id} />
      </div>
    </Drawer>
  );
}
