import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import styles from './add-tool-dialog.module.css';

/** A vendor of the register, or the name of one to be added. */
export type ChosenVendor = { kind: 'known'; id: string; name?: string } | { kind: 'new'; name: string };

/** Vendors that a search offers. */
const OFFERED = 6;

/** Finds a vendor by its name, an alias or its domain, or takes the typed name for a new one. */
export function VendorChoice(props: { chosen: ChosenVendor | null; onChoose: (vendor: ChosenVendor | null) => void }) {
  const { chosen, onChoose } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const unnamedId = chosen?.kind === 'known' && chosen.name === undefined ? chosen.id : null;
  const known = useQuery({
    ...api.vendors.get.queryOptions({ input: { vendorId: unnamedId ?? '' } }),
    enabled: unnamedId !== null,
  });
  const text = typed.trim();
  const found = useQuery({
    ...api.vendors.list.queryOptions({ input: { search: text, limit: OFFERED }, placeholderData: keepPreviousData }),
    enabled: chosen === null,
  });
  const rows = found.data?.rows ?? [];
  const isNamed = rows.some((row) => row.name.toLowerCase() === text.toLowerCase());
  if (chosen !== null) {
    return (
      <TextField
        label={t('tools.column.vendorName')}
        value={chosen.name ?? known.data?.vendor.name ?? ''}
        help={chosen.kind === 'new' ? t('tools.add.newVendor') : undefined}
        end={
          <Button kind="link" onClick={() => onChoose(null)}>
            {t('tools.add.otherVendor')}
          </Button>
        }
        onChange={(value) => {
          setTyped(value);
          onChoose(null);
        }}
      />
    );
  }
  return (
    <div>
      <TextField
        label={t('tools.column.vendorName')}
        value={typed}
        maxLength={200}
        help={t('tools.add.vendorHelp')}
        onChange={setTyped}
      />
      <div className={styles.found}>
        {rows.map((row) => (
          <button
            key={row.id}
            type="button"
            className={styles.option}
            onClick={() => onChoose({ kind: 'known', id: row.id, name: row.name })}
          >
            {row.name}
            <span className={styles.detail}>{t('tools.add.toolsOf', { count: row.toolCount })}</span>
          </button>
        ))}
        {text !== '' && !isNamed && (
          <button type="button" className={styles.option} onClick={() => onChoose({ kind: 'new', name: text })}>
            <Icon of={Plus} />
            {t('tools.add.createVendor', { name: text })}
          </button>
        )}
      </div>
    </div>
  );
}
