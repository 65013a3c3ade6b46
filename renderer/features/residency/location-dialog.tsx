import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLACE_DATA, type LocationFact, type Place } from '../../../shared/contract/residency.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { PlaceFields } from '../../components/place-fields.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './location-dialog.module.css';

const NEW_PLACE: Place = { kind: 'country', country: '', city: '', data: 'all' };
const MOST_PLACES = 12;

interface LocationDialogProps {
  location: LocationFact['location'];
  fact: LocationFact | undefined;
  onSave: (fact: LocationFact) => Promise<void>;
  onClose: () => void;
}

function beginFact(location: LocationFact['location'], fact: LocationFact | undefined): LocationFact {
  const empty: LocationFact = { location, places: [], coverage: 'all', note: '', sourceUrl: '', seenOn: null };
  const begun = fact ?? empty;
  return begun.places.length === 0 ? { ...begun, places: [NEW_PLACE] } : begun;
}

/** The places of one location: where, what data goes there, what the statement leaves out, and when it was seen. */
export function LocationDialog({ location, fact, onSave, onClose }: LocationDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => beginFact(location, fact));
  const change = (changes: Partial<LocationFact>) => setDraft({ ...draft, ...changes });
  const isIncomplete = draft.places.some(({ kind, country }) => kind === 'country' && country === '');
  return (
    <FormDialog
      title={t('residency.places.editOf', { location: t(`residency.location.${location}`) })}
      primary={t('residency.save')}
      unavailable={isIncomplete ? t('residency.places.countryMissing') : undefined}
      width={720}
      onSubmit={async () => {
        await onSave(draft);
        onClose();
      }}
      onClose={onClose}
    >
      <p className={styles.term}>{t('residency.places.meaning', { meaning: t(`residency.term.${location}`) })}</p>
      {draft.places.map((place, index) => (
        // Places have no identity beyond their place in the list.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className={styles.place}>
          <PlaceFields value={place} onChange={(next) => change({ places: draft.places.with(index, next) })} />
          <SelectField
            small
            label={t('residency.placeForm.data')}
            value={place.data}
            options={PLACE_DATA.map((value) => ({ value, label: t(`residency.placeData.${value}`) }))}
            onChange={(data) => change({ places: draft.places.with(index, { ...place, data }) })}
          />
          <Button
            kind="quiet"
            size="small"
            icon={X}
            aria-label={t('residency.placeForm.remove', { number: index + 1 })}
            onClick={() => change({ places: draft.places.toSpliced(index, 1) })}
          />
        </div>
      ))}
      {draft.places.length < MOST_PLACES && (
        <div>
          <Button
            kind="quiet"
            size="small"
            icon={Plus}
            onClick={() => change({ places: [...draft.places, NEW_PLACE] })}
          >
            {t('residency.placeForm.add')}
          </Button>
        </div>
      )}
      <div className={styles.pair}>
        <SelectField
          label={t('residency.column.coverage')}
          value={draft.coverage}
          options={(['all', 'part'] as const).map((value) => ({ value, label: t(`residency.coverage.${value}`) }))}
          onChange={(coverage) => change({ coverage })}
        />
        <DateField
          label={t('residency.column.seenOn')}
          help={t('residency.places.seenHelp')}
          value={draft.seenOn}
          onChange={(seenOn) => change({ seenOn })}
        />
      </div>
      <TextField
        optional
        label={t('residency.places.noteField')}
        help={draft.coverage === 'part' ? t('residency.places.partHelp') : undefined}
        value={draft.note}
        maxLength={2000}
        onChange={(note) => change({ note })}
      />
      <TextField
        optional
        label={t('residency.places.source')}
        value={draft.sourceUrl}
        maxLength={1000}
        onChange={(sourceUrl) => change({ sourceUrl })}
      />
    </FormDialog>
  );
}
