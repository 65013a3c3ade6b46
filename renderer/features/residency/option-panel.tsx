import { useMutation } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  DeploymentOption,
  LocationFact,
  OptionChanges,
  ToolResidency,
} from '../../../shared/contract/residency.ts';
import { ENTERED_LOCATIONS } from '../../../shared/contract/residency.ts';
import { writePlace, type ResidencyWriter } from '../../../shared/rules/residency/cause-words.ts';
import { Button } from '../../components/button.tsx';
import { ConfirmByName } from '../../components/confirm-by-name.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { LinkedEvidence } from '../../components/record/linked-evidence.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import recordStyles from '../../components/record/record-page.module.css';
import { useRecordSaver } from '../../components/record/record-saver.ts';
import { TextField } from '../../components/text-field.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { AreaField } from './area-field.tsx';
import { LocationDialog } from './location-dialog.tsx';
import { useResidencyWriter } from './residency-words.ts';

/** A location as the table shows it; without places it is not known. */
type LocationRow = Pick<LocationFact, 'location'> & { fact: LocationFact | undefined };

interface OptionPanelProps {
  tool: ToolResidency['tool'];
  option: DeploymentOption;
}

/** One deployment option: what the vendor claims, and its six places with when and where they were seen. */
export function OptionPanel({ tool, option }: OptionPanelProps) {
  const { t } = useTranslation();
  const writer = useResidencyWriter();
  const [edited, setEdited] = useState<LocationRow | null>(null);
  const [removing, setRemoving] = useState(false);
  const change = useMutation(api.residency.changeOption.mutationOptions());
  const remove = useMutation(api.residency.removeOption.mutationOptions());
  const refusal = useRoleRefusal('residency.changeOption');
  const removeRefusal = useRoleRefusal('residency.removeOption');
  const saver = useRecordSaver<DeploymentOption, OptionChanges>(option, refusal, {
    read: async () => {
      const { options } = await client.residency.tool({ toolId: tool.id });
      return options.find(({ id }) => id === option.id) ?? option;
    },
    write: (revision, changes) => change.mutateAsync({ optionId: option.id, revision, changes }),
  });
  const claimOf = (changes: Partial<DeploymentOption['claim']>) => ({ claim: { ...saver.present.claim, ...changes } });
  const rows: LocationRow[] = ENTERED_LOCATIONS.map((location) => ({
    location,
    fact: option.locations.find((one) => one.location === location),
  }));
  return (
    <div className={recordStyles.stack}>
      <Panel
        title={t('residency.option.facts')}
        action={
          <Button size="small" kind="quiet" unavailable={removeRefusal} onClick={() => setRemoving(true)}>
            {t('residency.option.remove')}
          </Button>
        }
      >
        <div className={recordStyles.fields}>
          <RecordField
            saver={saver}
            label={t('residency.option.name')}
            read={({ name }) => name}
            write={(name) => ({ name })}
            check={(name) => (name.trim() === '' ? t('components.field.required') : undefined)}
          >
            {(control) => <TextField {...control} required maxLength={200} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('residency.claim.text')}
            read={({ claim }) => claim.text}
            write={(text) => claimOf({ text })}
          >
            {(control) => <TextField {...control} optional maxLength={500} help={t('residency.claim.textHelp')} />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('residency.claim.statedOn')}
            read={({ claim }) => claim.statedOn}
            write={(statedOn) => claimOf({ statedOn })}
            show={(day) => (day === null ? '' : formatDay(day))}
          >
            {(control) => <DateField {...control} optional />}
          </RecordField>
          <RecordField
            saver={saver}
            label={t('residency.claim.source')}
            read={({ claim }) => claim.sourceUrl}
            write={(sourceUrl) => claimOf({ sourceUrl })}
          >
            {(control) => <TextField {...control} optional maxLength={1000} />}
          </RecordField>
          <div className={recordStyles.wide}>
            <RecordField
              saver={saver}
              label={t('residency.claim.areas')}
              read={({ claim }) => claim.areas}
              write={(areas) => claimOf({ areas })}
            >
              {(control) => <AreaField {...control} help={t('residency.claim.areasHelp')} />}
            </RecordField>
          </div>
        </div>
      </Panel>
      <Panel title={t('residency.places.panel')} note={t('residency.places.note')} flush>
        <DataTable
          label={t('residency.places.panel')}
          columns={locationColumns(t, writer, refusal, setEdited)}
          rows={rows}
          rowId={({ location }) => location}
        />
      </Panel>
      <Panel title={t('residency.places.evidence')} note={t('residency.places.evidenceNote')}>
        <LinkedEvidence
          recordKind="tool"
          recordId={tool.id}
          part={`residency.${option.number}`}
          name={`${tool.name}, ${option.name}`}
          vendorId={tool.vendor.id}
          control="R-3"
        />
      </Panel>
      {edited && (
        <LocationDialog
          location={edited.location}
          fact={edited.fact}
          onSave={(fact) =>
            saver.save(
              { locations: [...saver.present.locations.filter((one) => one.location !== fact.location), fact] },
              ({ locations }) => locations.find((one) => one.location === fact.location),
              false,
            )
          }
          onClose={() => setEdited(null)}
        />
      )}
      {removing && (
        <ConfirmByName
          title={t('residency.option.removeOf', { option: option.name })}
          name={option.name}
          consequence={t('residency.option.consequence')}
          confirm={t('residency.option.remove')}
          onConfirm={async () => {
            await remove.mutateAsync({ optionId: option.id, revision: option.revision });
            setRemoving(false);
          }}
          onClose={() => setRemoving(false)}
        />
      )}
    </div>
  );
}

function locationColumns(
  t: ReturnType<typeof useTranslation>['t'],
  writer: ResidencyWriter,
  refusal: string | undefined,
  onEdit: (row: LocationRow) => void,
): DataColumn<LocationRow>[] {
  return [
    {
      id: 'location',
      title: t('residency.column.location'),
      render: ({ location }) => t(`residency.location.${location}`),
      width: '160px',
    },
    {
      id: 'places',
      title: t('residency.column.places'),
      wrap: true,
      render: ({ fact }) =>
        fact === undefined || fact.places.length === 0
          ? t('residency.place.unknown')
          : fact.places.map((place) => writePlace(place, writer)).join('; '),
    },
    {
      id: 'coverage',
      title: t('residency.column.coverage'),
      wrap: true,
      render: ({ fact }) =>
        fact && (fact.coverage === 'part' ? fact.note || t('residency.coverage.part') : t('residency.coverage.all')),
    },
    {
      id: 'seenOn',
      title: t('residency.column.seenOn'),
      render: ({ fact }) => fact?.seenOn && formatDay(fact.seenOn),
      width: '120px',
    },
    {
      id: 'edit',
      title: t('residency.places.edit'),
      hideTitle: true,
      width: '96px',
      render: (row) => (
        <Button
          size="small"
          kind="quiet"
          icon={Pencil}
          unavailable={refusal}
          aria-label={t('residency.places.editOf', { location: t(`residency.location.${row.location}`) })}
          onClick={() => onEdit(row)}
        >
          {t('residency.places.edit')}
        </Button>
      ),
    },
  ];
}
