// A form element with what every form needs: the refusal above, the unsaved guard, the conflict of two editors.
import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Notice, ProblemNotice } from '../ui/Notice';
import type { ConflictProps } from './Conflict';
import { Unsaved } from './Unsaved';
import type { Form } from './useForm';

// Loaded apart: the short forms before sign-in have nobody who edits the same.
const Conflict = lazy(() => import('./Conflict').then((module) => ({ default: module.Conflict })));

export interface FormFrameProps<T extends object> extends Omit<ConflictProps<T>, 'theirs'> {
  children: ReactNode;
  label: string;
  guard?: boolean;
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
  const theirs = form.conflict;
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
      {theirs ? (
        <Suspense>
          <Conflict {...({ form, theirs, ...conflict } as unknown as ConflictProps<object>)} />
        </Suspense>
      ) : null}
      {children}
      <Unsaved when={guard && form.dirty && !form.saving} />
    </form>
  );
}
