// Beside a field: who is in it now, where its answer came from, and its history.
import { useLingui } from '@lingui/react/macro';
import { createContext, lazy, Suspense, useContext, useState } from 'react';
import type { AnsweredField } from '../../../shared/entry/AnswerText';
import { Button } from '../../../shared/ui/Button';
import { CarriedMark } from '../carry/CarriedMark';
import { PresenceAt } from '../members/PresenceBar';
import type { Entry, Face } from '../model/transport';

const HistoryDrawer = lazy(() => import('./HistoryDrawer').then((module) => ({ default: module.HistoryDrawer })));

/** The entry whose fields these are; absent where a form is only shown. */
export const EntryContext = createContext<Entry | null>(null);

export interface FieldExtrasProps {
  id: string;
  name: string;
  kind: AnsweredField['kind'];
  choices?: AnsweredField['choices'];
  options?: AnsweredField['options'];
  face?: Face | null;
}

export function FieldExtras({ id, name, kind, choices = [], options, face = null }: FieldExtrasProps) {
  const { t } = useLingui();
  const entry = useContext(EntryContext);
  const [open, setOpen] = useState(false);
  if (!entry) return null;
  // Nothing was ever written: nothing to go back to. A file may have come and gone.
  const written =
    kind === 'file' ||
    (face ? entry.version > 1 || entry[face] !== '' : entry.answers.some((answer) => answer.field_id === id));
  return (
    <span className="tk-entrant-extras">
      <PresenceAt place={id} />
      {face ? null : <CarriedMark entry={entry} fieldId={id} />}
      {written ? (
        <Button kind="quiet" icon="clock" aria-label={t`سجل ${name}`} onPress={() => setOpen(true)}>
          {t`السجل`}
        </Button>
      ) : null}
      {open ? (
        <Suspense fallback={null}>
          <HistoryDrawer
            entry={entry}
            of={{ id, name, face, field: { kind, choices, ...(options ? { options } : {}) } }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </span>
  );
}
