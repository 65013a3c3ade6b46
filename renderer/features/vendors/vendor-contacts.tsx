import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Vendor } from '../../../shared/contract/vendors.ts';
import { Button } from '../../components/button.tsx';
import { FieldProblem } from '../../components/field-frame.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { SaveState } from '../../components/save-state.tsx';
import { TextField } from '../../components/text-field.tsx';
import { formatList } from '../../platform/format.ts';
import type { VendorSaver } from './use-vendor-saver.ts';
import styles from './vendor-page.module.css';

type Contact = Vendor['contacts'][number];

const NOBODY: Contact = { name: '', position: '', email: '', phone: '' };
const PARTS = ['name', 'position', 'email', 'phone'] as const;
const MAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const MOST = 30;

/** Whom to ask at the vendor. A new contact is saved as soon as it has a name. */
export function VendorContacts({ saver }: { saver: VendorSaver }) {
  const { t } = useTranslation();

  function check(contacts: readonly Contact[]): string | undefined {
    if (contacts.some(({ name }) => name.trim() === '')) return t('vendors.contacts.nameless');
    const wrong = contacts.find(({ email }) => email.trim() !== '' && !MAIL.test(email.trim()));
    return wrong && t('vendors.contacts.mailForm', { name: wrong.name });
  }

  return (
    <RecordField
      saver={saver}
      label={t('vendors.contacts.title')}
      read={({ contacts }) => contacts}
      write={(contacts) => ({ contacts: contacts.map((contact) => ({ ...contact, email: contact.email.trim() })) })}
      check={check}
      show={(contacts) => formatList(contacts.map(({ name }) => name))}
    >
      {({ label, value, onChange, problem, saving, readOnly }) => (
        <fieldset className={styles.contacts}>
          <legend className={styles.label}>{label}</legend>
          {value.length === 0 && <span className={styles.empty}>{t('vendors.contacts.none')}</span>}
          {value.map((contact, index) => (
            // Contacts have no identity beyond their place in the list.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={index} className={styles.contact}>
              {PARTS.map((part) => (
                <TextField
                  key={part}
                  label={t(`vendors.contacts.${part}`)}
                  value={contact[part]}
                  readOnly={readOnly}
                  small
                  maxLength={part === 'phone' ? 60 : 200}
                  onChange={(text) => onChange(value.with(index, { ...contact, [part]: text }))}
                />
              ))}
              {!readOnly && (
                <Button
                  kind="quiet"
                  size="small"
                  icon={X}
                  aria-label={t('vendors.contacts.remove', { name: contact.name })}
                  onClick={() => onChange(value.toSpliced(index, 1))}
                />
              )}
            </div>
          ))}
          <FieldProblem id="vendor-contacts-problem" problem={problem} />
          {saving !== undefined && <SaveState saving={saving} />}
          {!readOnly && value.length < MOST && (
            <div>
              <Button kind="quiet" size="small" icon={Plus} onClick={() => onChange([...value, NOBODY])}>
                {t('vendors.contacts.add')}
              </Button>
            </div>
          )}
        </fieldset>
      )}
    </RecordField>
  );
}
