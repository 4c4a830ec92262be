// A form's state: what is typed, which fields were refused, whether anything is unsaved, and a 412's other version.
import { useMutation } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { asProblem, type Problem } from '../api/problem';
import { fieldProblemText } from '../api/problems';

export interface FormOptions<T extends object, R> {
  /** what the server holds now (or the blank of a new thing); edits are kept when this is refetched */
  initial: T;
  /** sends the values; throw (as the client does) to refuse */
  save: (values: T) => Promise<R>;
  onSaved?: (result: R, values: T) => void;
  /** checks before sending: the sentence per wrong field */
  check?: (values: T) => Partial<Record<keyof T & string, string>>;
}

export interface Form<T extends object> {
  values: T;
  set: (change: Partial<T>) => void;
  /** spread on a field: value, onChange, error */
  field: <K extends keyof T & string>(
    name: K,
  ) => { value: T[K]; onChange: (value: T[K]) => void; error: string | undefined };
  errors: Partial<Record<string, string>>;
  dirty: boolean;
  saving: boolean;
  /** what refused the last attempt, when it is not about single fields */
  problem: Problem | null;
  /** the other version, after a 412 */
  conflict: T | null;
  submit: () => void;
  reset: (values?: T) => void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function useForm<T extends object, R = unknown>({ initial, save, onSaved, check }: FormOptions<T, R>): Form<T> {
  const [edits, setEdits] = useState<Partial<T>>({});
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const values = useMemo(() => ({ ...initial, ...edits }), [initial, edits]);
  const dirty = Object.entries(edits).some(([key, value]) => !same(value, initial[key as keyof T]));
  const latest = useRef(values);
  latest.current = values;

  const mutation = useMutation<R, Error, T>({
    mutationFn: save,
    onSuccess: (result, sent) => {
      // What was typed while the request ran stays an edit.
      setEdits(
        (now) =>
          Object.fromEntries(
            Object.entries(now).filter(([key, value]) => !same(value, sent[key as keyof T])),
          ) as Partial<T>,
      );
      onSaved?.(result, sent);
    },
    onError: (error) => {
      const found: Record<string, string> = {};
      for (const wrong of asProblem(error).errors) {
        const name = wrong.loc.filter((part) => part !== 'body').join('.');
        found[name] ??= fieldProblemText(wrong);
      }
      setErrors(found);
    },
  });

  const set = useCallback((change: Partial<T>) => {
    setEdits((before) => ({ ...before, ...change }));
    // A row's field is named after its list: `own.0.kind`.
    setErrors((before) =>
      Object.fromEntries(
        Object.entries(before).filter(([name]) => !(name in change || (name.split('.')[0] ?? '') in change)),
      ),
    );
  }, []);

  const submit = (): void => {
    if (mutation.isPending) return;
    const wrong = check?.(latest.current) ?? {};
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) {
      mutation.reset();
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    mutation.mutate(latest.current);
  };

  const problem = mutation.error ? asProblem(mutation.error) : null;
  return {
    values,
    set,
    field: (name) => ({
      value: values[name],
      onChange: (value) => set({ [name]: value } as unknown as Partial<T>),
      error: errors[name],
    }),
    errors,
    dirty,
    saving: mutation.isPending,
    problem,
    conflict: problem?.status === 412 ? (problem.current<T>() ?? null) : null,
    submit,
    reset: (next) => {
      setEdits(next ?? {});
      setErrors({});
      mutation.reset();
    },
  };
}
