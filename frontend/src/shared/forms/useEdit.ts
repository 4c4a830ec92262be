// An edit form of a versioned thing: saves over the version it was read at, and settles a 412 either way.
import { useEffect, useRef, useState } from 'react';
import { ifMatch } from '../api/client';
import { type Form, useForm } from './useForm';

interface Versioned {
  version: number;
}

export interface EditOptions<T extends object, R extends Versioned> {
  /** what the server holds; null for a new thing */
  saved: R | null;
  /** the part of it that the form edits */
  editable: (saved: R) => T;
  /** a new thing, before anything is typed */
  blank: T;
  put: (values: T, header: { 'if-match'?: string }) => Promise<R>;
  onSaved: (result: R) => void;
  check?: (values: T) => Partial<Record<keyof T & string, string>>;
}

export interface Edit<T extends object> {
  /** for FormFrame: its conflict holds only what the form edits */
  form: Form<T>;
  /** saves mine over the other version */
  overwrite: () => void;
}

export function useEdit<T extends object, R extends Versioned>(options: EditOptions<T, R>): Edit<T> {
  const { saved, editable, blank, put, onSaved, check } = options;
  const version = useRef(saved?.version ?? null);
  const [initial, setInitial] = useState<T>(() => (saved ? editable(saved) : blank));
  const form = useForm<T, R>({
    initial,
    save: (values) => put(values, version.current === null ? {} : ifMatch(version.current)),
    ...(check ? { check } : {}),
    onSaved: (result) => {
      version.current = result.version;
      setInitial(editable(result));
      onSaved(result);
    },
  });

  // A newer version that arrives while nothing is typed is simply shown.
  const idle = !form.dirty && !form.saving && form.problem === null;
  useEffect(() => {
    if (!saved || !idle || saved.version <= (version.current ?? 0)) return;
    version.current = saved.version;
    setInitial(editable(saved));
  }, [saved, idle, editable]);

  const theirs = form.conflict as unknown as R | null;
  return {
    form: {
      ...form,
      conflict: theirs ? editable(theirs) : null,
      reset: (values) => {
        if (theirs) {
          version.current = theirs.version;
          setInitial(editable(theirs));
          form.reset();
        } else form.reset(values);
      },
    },
    overwrite: () => {
      if (theirs) version.current = theirs.version;
      form.submit();
    },
  };
}
