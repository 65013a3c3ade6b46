import { useTranslation } from 'react-i18next';
import { formatList } from '../../platform/format.ts';
import { TagInput } from '../tag-input.tsx';
import { RecordField } from './record-field.tsx';
import type { RecordSaver } from './record-saver.ts';

interface OtherNames {
  aliases: string[];
  formerNames: string[];
}

/** The other names by which a vendor or a tool goes, and those that it had before: two fields. */
export function RecordOtherNames<Kept extends OtherNames, Changes>(props: {
  saver: RecordSaver<Kept, Changes>;
  write: (names: Partial<OtherNames>) => Changes;
}) {
  const { saver, write } = props;
  const { t } = useTranslation();
  return (['aliases', 'formerNames'] as const).map((field) => (
    <RecordField
      key={field}
      saver={saver}
      label={t(`record.otherNames.${field}`)}
      read={(kept) => kept[field]}
      write={(names) => write({ [field]: names })}
      show={formatList}
    >
      {({ value, ...control }) => <TagInput {...control} values={value} optional />}
    </RecordField>
  ));
}
