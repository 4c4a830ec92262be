// What somebody else saved meanwhile beside what is typed here: one of the two is kept.
import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { Beside } from './Beside';
import type { Form } from './useForm';

export interface ConflictProps<T extends object> {
  form: Form<T>;
  /** the other version, after a 412 */
  theirs: T;
  /** names of the fields for the conflict table, in the reader's words */
  fieldNames?: Partial<Record<keyof T & string, string>>;
  /** after a 412: keep mine (save again over `current`) — usually refetch, then form.submit() */
  onOverwrite?: (current: T) => void;
}

export function Conflict<T extends object>({ form, theirs, fieldNames, onOverwrite }: ConflictProps<T>) {
  const { t } = useLingui();
  const names = Object.entries(fieldNames ?? {}) as [keyof T & string, string][];
  const differing = names.filter(([key]) => JSON.stringify(theirs[key]) !== JSON.stringify(form.values[key]));
  return (
    <Notice
      tone="warning"
      title={t`غيّر شخص آخر هذه البيانات بعد أن فتحتها`}
      action={
        <>
          <Button onPress={() => form.reset(theirs)}>{t`خذ نسختهم`}</Button>
          {onOverwrite ? <Button onPress={() => onOverwrite(theirs)}>{t`احفظ نسختي`}</Button> : null}
        </>
      }
    >
      {differing.length > 0 ? (
        <Beside
          rows={differing.map(([key, name]) => ({
            id: key,
            name,
            mine: String(form.values[key] ?? ''),
            theirs: String(theirs[key] ?? ''),
          }))}
        />
      ) : (
        <Trans>لا يختلف ما كتبته عمّا حُفظ.</Trans>
      )}
    </Notice>
  );
}
