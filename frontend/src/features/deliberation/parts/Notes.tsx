// The panel's notes on an entry: written by who runs the meeting, read by those in the room.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { Button } from '../../../shared/ui/Button';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Item, type Meeting, readAgain } from '../model';
import type { Words } from '../typed';

interface Props {
  meeting: Meeting;
  item: Item;
  readOnly: boolean;
  typed: Words['notes'];
  onType: (typed: Words['notes']) => void;
}

export function Notes({ meeting, item, readOnly, typed, onType }: Props) {
  const { t } = useLingui();
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
      onType(null);
      setError(null);
      notify(t`حُفظت الملاحظات.`);
    } catch (refused) {
      setError(refused);
      await readAgain();
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
        onChange={(text) => onType({ text, version: typed?.version ?? item.version })}
      />
      {typed && typed.version !== item.version ? (
        <Notice
          tone="warning"
          title={t`عُدّلت الملاحظات في مكان آخر وأنت تكتب`}
          action={
            <Button size="small" onPress={() => onType({ ...typed, version: item.version })}>{t`راجعتها، أكمل`}</Button>
          }
        >
          <p dir="auto">{item.notes}</p>
        </Notice>
      ) : typed ? (
        <div className="tk-row">
          <Button size="small" onPress={() => void save()}>{t`احفظ الملاحظات`}</Button>
          <Button size="small" kind="quiet" onPress={() => onType(null)}>{t`تراجع عما كتبت`}</Button>
        </div>
      ) : null}
    </div>
  );
}
