// A form element with what every form needs: the refusal above, the unsaved guard, the conflict of two editors.
import { Trans, useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Button } from '../ui/Button';
import { Notice, ProblemNotice } from '../ui/Notice';
import type { Form } from './useForm';

// Loaded apart: the short forms before sign-in have no guard and no dialog.
const UnsavedGuard = lazy(() => import('./UnsavedGuard').then((module) => ({ default: module.UnsavedGuard })));

export interface FormFrameProps<T extends object> {
  form: Form<T>;
  children: ReactNode;
  label: string;
  /** names of the fields for the conflict table, in the reader's words */
  fieldNames?: Partial<Record<keyof T & string, string>>;
  /** after a 412: keep mine (save again over `current`) — usually refetch, then form.submit() */
  onOverwrite?: (current: T) => void;
  guard?: boolean;
}

function Conflict<T extends object>({ form, fieldNames, onOverwrite }: Omit<FormFrameProps<T>, 'children' | 'label'>) {
  const { t } = useLingui();
  const theirs = form.conflict;
  if (!theirs) return null;
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
        <table className="tk-conflict">
          <thead>
            <tr>
              <th scope="col">{t`الحقل`}</th>
              <th scope="col">{t`نسختي`}</th>
              <th scope="col">{t`نسختهم`}</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(([key, name]) => (
              <tr key={key}>
                <th scope="row">{name}</th>
                <td dir="auto">{String(form.values[key] ?? '')}</td>
                <td dir="auto">{String(theirs[key] ?? '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <Trans>لا يختلف ما كتبته عمّا حُفظ.</Trans>
      )}
    </Notice>
  );
}

/** Above the form: what refused it; single fields say their part themselves. */
function Refusal<T extends object>({ form, inShell }: { form: Form<T>; inShell: boolean }) {
  const { t } = useLingui();
  const { problem } = form;
  // A session that ended asks for the password in its own dialog.
  if (!problem || problem.status === 412 || (inShell && problem.status === 401)) return null;
  const names = Object.keys(form.errors);
  if (problem.errors.length === 0) return <ProblemNotice error={problem} />;
  // `levels.0.name_ar` stands beside its own field, inside the field `levels`.
  const elsewhere = names.filter((name) => !((name.split('.')[0] ?? name) in form.values));
  if (elsewhere.length === 0)
    return names.length > 0 ? (
      <Notice tone="error">{t`بعض الحقول تحتاج إلى تصحيح. راجع الملاحظات بجانب كل حقل.`}</Notice>
    ) : null;
  return (
    <Notice tone="error">
      {elsewhere.map((name) => (
        <p key={name}>{form.errors[name]}</p>
      ))}
    </Notice>
  );
}

export function FormFrame<T extends object>({ form, children, label, guard = true, ...conflict }: FormFrameProps<T>) {
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (form.problem) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [form.problem]);
  return (
    <form
      ref={element}
      noValidate
      aria-label={label}
      className="tk-stack tk-gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation(); // a form in a dialog of this form's page is not this form
        form.submit();
      }}
    >
      <Refusal form={form} inShell={guard} />
      <Conflict form={form} {...conflict} />
      {children}
      {guard ? (
        <Suspense>
          <UnsavedGuard when={form.dirty && !form.saving} />
        </Suspense>
      ) : null}
    </form>
  );
}
