// The panel's notes on an entry: written by who runs the meeting, read by those in the room.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { Button } from '../../../shared/ui/Button';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Item, type Meeting, readAgain } from '../model';

export function Notes({ meeting, item, readOnly }: { meeting: Meeting; item: Item; readOnly: boolean }) {
  const { t } = useLingui();
  // What is typed here is kept until it is saved, whatever arrives meanwhile.
  const [typed, setTyped] = useState<{ text: string; version: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  if (readOnly)
    return item.notes ? (
      <div>
        <h3 className="tk-h3">{t`ملاحظات اللجنة`}</h3>
        <p dir="auto" className="tk-deliberation-notes">
          {item.notes}
        </p>
      </div>
    ) : null;
  const save = async () => {
    if (!typed) return;
    try {
      await api.PUT('/api/v1/meetings/{meeting_id}/entries/{entry_id}/notes', {
        params: {
          path: { meeting_id: meeting.id, entry_id: item.entry_id },
          header: { 'if-match': `"${typed.version}"` },
        },
        body: { notes: typed.text },
      });
      await readAgain();
      setTyped(null);
      setError(null);
      notify(t`حُفظت الملاحظات.`);
    } catch (refused) {
      setError(refused);
    }
  };
  return (
    <div className="tk-stack tk-gap-2">
      <ProblemNotice error={error} />
      <TextArea
        label={t`ملاحظات اللجنة`}
        help={t`يقرؤها من في الغرفة.`}
        rows={3}
        maxLength={20000}
        value={typed?.text ?? item.notes}
        onChange={(text) => setTyped({ text, version: typed?.version ?? item.version })}
      />
      {typed ? (
        <div className="tk-row">
          <Button size="small" onPress={() => void save()}>{t`احفظ الملاحظات`}</Button>
        </div>
      ) : null}
    </div>
  );
}
