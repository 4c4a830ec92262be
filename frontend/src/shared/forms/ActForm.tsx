// The body of a dialog that does one act with a few words: the refusal above, Enter sends, closing asks first.
import type { ReactNode } from 'react';
import { ProblemNotice } from '../ui/Notice';
import { Unsaved } from './Unsaved';
import type { Form } from './useForm';

export function ActForm<T extends object>({
  form,
  label,
  children,
}: {
  form: Form<T>;
  label: string;
  children: ReactNode;
}) {
  return (
    <form
      noValidate
      aria-label={label}
      className="tk-stack"
      onSubmit={(event) => {
        event.preventDefault();
        form.submit();
      }}
    >
      {form.problem ? <ProblemNotice error={form.problem} /> : null}
      {children}
      <Unsaved when={form.dirty && !form.saving} />
    </form>
  );
}
