import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { HIPAA_ROLES } from '../../../shared/contract/agreements.ts';
import type { organisationSettingsSchema, PersonalSettings } from '../../../shared/contract/settings.ts';
import { CLASSIFICATIONS } from '../../../shared/report/report.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { FileButton } from '../../components/file-button.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { api, client } from '../../platform/api.ts';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './settings-page.module.css';

type OrganisationSettings = z.infer<typeof organisationSettingsSchema>;

const THEMES = ['light', 'dark', 'system'] as const;
const DENSITIES = ['compact', 'standard', 'roomy'] as const;

/** One's own settings, and those of the organisation that stand on every document. */
export function SettingsPage() {
  const { t } = useTranslation();
  const { person } = useWorking();
  usePage(t('settings.title'), []);
  const personal = useQuery(api.settings.personal.queryOptions());
  const organisation = useQuery(api.settings.organisation.queryOptions());
  const failure = personal.error ?? organisation.error;
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('settings.title')}
          fact={t('settings.fact')}
          actions={
            <>
              <ButtonLink to="/settings/people">{t('people.title')}</ButtonLink>
              <ButtonLink to="/settings/workspace">{t('workspace.title')}</ButtonLink>
            </>
          }
        />
      }
    >
      {failure && <ErrorPanel problem={readProblem(failure)} />}
      <div className={styles.columns}>
        {personal.data && <PersonalPanel settings={personal.data} name={person.name} />}
        {organisation.data && (
          <OrganisationPanel settings={organisation.data} readOnly={person.role !== 'compliance_officer'} />
        )}
      </div>
    </PageLayout>
  );
}

function PersonalPanel({ settings, name }: { settings: PersonalSettings; name: string }) {
  const { t } = useTranslation();
  const save = useMutation(api.settings.savePersonal.mutationOptions());
  const leave = useMutation(api.people.leave.mutationOptions());
  return (
    <Panel title={t('settings.personal')} fact={name}>
      <div className={styles.fields}>
        <div className={styles.choice}>
          <span aria-hidden="true">{t('settings.theme')}</span>
          <SegmentedControl
            label={t('settings.theme')}
            value={settings.theme}
            options={THEMES.map((value) => ({ value, label: t(`settings.themes.${value}`) }))}
            onChange={(theme) => save.mutate({ theme })}
          />
        </div>
        <div className={styles.choice}>
          <span aria-hidden="true">{t('settings.density')}</span>
          <SegmentedControl
            label={t('settings.density')}
            value={settings.density}
            options={DENSITIES.map((value) => ({ value, label: t(`settings.densities.${value}`) }))}
            onChange={(density) => save.mutate({ density })}
          />
        </div>
        <Checkbox
          label={t('settings.letterKeys')}
          help={t('settings.letterKeysHelp')}
          checked={settings.letterKeys}
          onChange={(letterKeys) => save.mutate({ letterKeys })}
        />
        {save.error && <ErrorPanel problem={readProblem(save.error)} />}
        <div>
          <Button onClick={() => leave.mutate(undefined)}>{t('settings.leave')}</Button>
        </div>
      </div>
    </Panel>
  );
}

function OrganisationPanel({ settings, readOnly }: { settings: OrganisationSettings; readOnly: boolean }) {
  const { t } = useTranslation();
  const save = useMutation(api.settings.saveOrganisation.mutationOptions());
  // Each field reads the newest revision when it saves, since its neighbour may have saved in between.
  const change = async (changes: Parameters<typeof client.settings.saveOrganisation>[0]['changes']) => {
    const { revision } = await client.settings.organisation();
    return save.mutateAsync({ revision, changes });
  };
  const name = useAutosave({ value: settings.organisation, save: (organisation: string) => change({ organisation }) });
  const prefix = useAutosave({
    value: settings.documentPrefix,
    save: (documentPrefix: string) => change({ documentPrefix }),
  });
  const setLogo = async (logoToken: string | null) => {
    const { revision } = await client.settings.organisation();
    await save.mutateAsync({ revision, changes: {}, logoToken });
  };
  return (
    <Panel title={t('settings.organisation')} fact={readOnly ? t('settings.officersOnly') : t('settings.onDocuments')}>
      <div className={styles.fields}>
        <TextField
          label={t('settings.name')}
          value={name.value}
          onChange={name.change}
          saving={name.saving}
          readOnly={readOnly}
        />
        <TextField
          label={t('settings.prefix')}
          help={t('settings.prefixHelp')}
          value={prefix.value}
          onChange={(text) => prefix.change(text.toUpperCase())}
          saving={prefix.saving}
          maxLength={8}
          readOnly={readOnly}
        />
        <SelectField
          label={t('settings.classification')}
          value={settings.classification}
          options={CLASSIFICATIONS.map((value) => ({ value, label: t(`settings.classifications.${value}`) }))}
          onChange={(classification) => void change({ classification })}
          readOnly={readOnly}
        />
        <SelectField
          label={t('settings.hipaaRole')}
          help={t('settings.hipaaRoleHelp')}
          value={settings.hipaaRole}
          options={HIPAA_ROLES.map((value) => ({ value, label: t(`settings.hipaaRoles.${value}`) }))}
          onChange={(hipaaRole) => void change({ hipaaRole })}
          readOnly={readOnly}
        />
        <div className={styles.logo}>
          <span>{t(settings.hasLogo ? 'settings.hasLogo' : 'settings.noLogo')}</span>
          {!readOnly && (
            <FileButton kind="logo" size="small" onFile={({ token }) => setLogo(token)}>
              {t('settings.chooseLogo')}
            </FileButton>
          )}
          {!readOnly && settings.hasLogo && (
            <Button size="small" kind="quiet" onClick={() => void setLogo(null)}>
              {t('settings.removeLogo')}
            </Button>
          )}
        </div>
        {save.error && <ErrorPanel problem={readProblem(save.error)} />}
      </div>
    </Panel>
  );
}
