import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CODE_CLASSES, type Repository } from '../../../shared/contract/access-tier-records.ts';
import type { RepositoryChanges } from '../../../shared/contract/access-tiers.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { Facts } from '../../components/facts.tsx';
import links from '../../components/link.module.css';
import { RecordField } from '../../components/record/record-field.tsx';
import { useRecordSaver } from '../../components/record/record-saver.ts';
import { RecordHistory } from '../../components/record-history.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TagInput } from '../../components/tag-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { ClassifierDialog } from './classifier-dialog.tsx';
import { AbsentDrawer, byId } from './absent-drawer.tsx';
import styles from './drawer-fields.module.css';

/** One repository beside the register: what it handles, its place in PCI scope, and where its code must stay. */
export function RepositoryDrawer({ repositoryId, onClose }: { repositoryId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useQuery(api.accessTiers.listRepositories.queryOptions({ input: byId(repositoryId) }));
  const [repository] = query.data?.rows ?? [];
  if (repository) return <RepositoryRecord repository={repository} onClose={onClose} />;
  return (
    <AbsentDrawer
      title={t('accessTiers.code.record')}
      notThere={t('accessTiers.code.notThere')}
      query={query}
      onClose={onClose}
    />
  );
}

function RepositoryRecord({ repository, onClose }: { repository: Repository; onClose: () => void }) {
  const { t } = useTranslation();
  const [classifying, setClassifying] = useState(false);
  const refusal = useRoleRefusal('accessTiers.updateRepository');
  const pack = useQuery(api.accessTiers.pack.queryOptions());
  const update = useMutation(api.accessTiers.updateRepository.mutationOptions());
  const saver = useRecordSaver<Repository, RepositoryChanges>(repository, refusal, {
    read: async () => {
      const { rows } = await client.accessTiers.listRepositories(byId(repository.id));
      return rows[0] ?? repository;
    },
    write: (revision, changes) => update.mutateAsync({ repositoryId: repository.id, revision, changes }),
  });
  const about = (id: string | null) => pack.data?.classes.find((one) => one.id === id);
  return (
    <Drawer
      title={repository.name}
      note={
        <>
          <span className="mono">{repository.code}</span>{' '}
          {repository.taggedBy && repository.taggedOn !== null
            ? t('accessTiers.code.tagged', { person: repository.taggedBy.name, day: formatDay(repository.taggedOn) })
            : t('accessTiers.code.notTagged')}
        </>
      }
      onClose={onClose}
    >
      <DrawerSection title={t('accessTiers.code.record')}>
        <div className={styles.stack}>
          <RecordField
            saver={saver}
            label={t('accessTiers.code.column.name')}
            read={({ name }) => name}
            write={(name) => ({ name })}
            check={(name) => (name.trim() === '' ? t('components.field.required') : undefined)}
          >
            {(control) => <TextField {...control} required maxLength={200} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('accessTiers.code.column.description')}
            read={({ description }) => description}
            write={(description) => ({ description })}
          >
            {(control) => <TextField {...control} optional maxLength={500} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('accessTiers.code.column.codeClass')}
            read={({ codeClass }) => codeClass}
            write={(codeClass) => ({ codeClass })}
            show={(codeClass) => (codeClass === null ? '' : t(`accessTiers.class.${codeClass}`))}
          >
            {(control) => (
              <SelectField
                {...control}
                emptyLabel={t('components.word.notSet')}
                help={about(repository.codeClass)?.policy}
                options={CODE_CLASSES.map((value) => ({ value, label: t(`accessTiers.class.${value}`) }))}
              />
            )}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('accessTiers.code.column.regions')}
            read={({ regions }) => regions}
            write={(regions) => ({ regions: [...regions] })}
            show={(regions) => regions.join(', ')}
          >
            {({ value, ...control }) => (
              <TagInput {...control} optional values={value} help={t('accessTiers.code.regionsHelp')} />
            )}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('accessTiers.code.archived')}
            read={({ archived }) => archived}
            write={(archived) => ({ archived })}
            show={(archived) => t(archived ? 'components.field.yes' : 'components.field.no')}
          >
            {({ label, value, onChange, readOnly }) => (
              <Checkbox label={label} checked={value} readOnly={readOnly ?? false} onChange={onChange} />
            )}
          </RecordField>
        </div>
      </DrawerSection>
      <DrawerSection
        title={t('accessTiers.axis.pci')}
        note={
          <Button size="small" unavailable={refusal} onClick={() => setClassifying(true)}>
            {t(repository.pciClass === null ? 'accessTiers.code.classify' : 'accessTiers.code.classifyAgain')}
          </Button>
        }
      >
        <PciFacts repository={repository} policy={about(repository.pciClass)?.policy} />
        <p className={styles.links}>
          <Link className={links.link} to={`/access-tiers?repository=${encodeURIComponent(repository.id)}`}>
            {t('accessTiers.code.ask')}
          </Link>
        </p>
      </DrawerSection>
      <div className={styles.history}>
        <RecordHistory recordId={repository.id} />
      </div>
      {classifying && pack.data && (
        <ClassifierDialog
          questions={pack.data.classifier}
          repository={repository}
          onDone={(pciAnswers) => saver.save({ pciAnswers }, (kept) => kept.pciAnswers, false)}
          onClose={() => setClassifying(false)}
        />
      )}
    </Drawer>
  );
}

function PciFacts({ repository, policy }: { repository: Repository; policy: string | undefined }) {
  const { t } = useTranslation();
  const { pciClass, pciProvisional } = repository;
  if (pciClass === null) return <p>{t('accessTiers.code.noPciClass')}</p>;
  const name = t(`accessTiers.class.${pciClass}`);
  return (
    <Facts
      labelWidth={112}
      facts={[
        {
          label: t('accessTiers.code.column.pciClass'),
          value: pciProvisional ? (
            <StatusMark shape="clock" tone="warn">
              {t('accessTiers.code.provisional', { class: name })}
            </StatusMark>
          ) : (
            name
          ),
        },
        { label: t('accessTiers.code.policy'), value: policy },
      ]}
    />
  );
}
