// How a field stands beside the earlier entry that this one began from.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { AnswerText } from '../../../shared/entry/AnswerText';
import { Badge, type StateWords } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import type { Entry } from '../model/transport';
import { wrongText } from '../words';

export type Compared = components['schemas']['CarriedField'];
export const COMPARED = '/api/v1/entrant/entries/{entry_id}/carried';

const words: StateWords = {
  same: ['lavender', msg`كما في المشاركة السابقة`],
  changed: ['info', msg`تغيّر عن السابقة`],
  new: ['warning', msg`سؤال جديد`],
  unfit: ['warning', msg`لم يُنقل جوابه السابق`],
};

export function useCompared(entry: Entry) {
  return useGet(COMPARED, { path: { entry_id: entry.id }, enabled: entry.carried_from !== null });
}

export function CarriedMark({ entry, fieldId }: { entry: Entry; fieldId: string }) {
  const { t, i18n } = useLingui();
  const [open, setOpen] = useState(false);
  const compared = useCompared(entry);
  const one = compared.data?.items.find((item) => item.field_id === fieldId);
  const field = entry.fields.find((item) => item.id === fieldId);
  const found = one ? words[one.status] : undefined;
  if (!one || !found || !field) return null;
  const shows = one.earlier !== null && one.status !== 'same';
  return (
    <>
      <Badge tone={found[0]}>{i18n._(found[1])}</Badge>
      {one.reworded ? <Badge tone="warning">{t`تغيّرت صيغة السؤال`}</Badge> : null}
      {shows ? (
        <Button kind="quiet" onPress={() => setOpen(true)}>
          {t`الجواب السابق`}
        </Button>
      ) : null}
      <Dialog title={t`الجواب في المشاركة السابقة`} isOpen={open} onClose={() => setOpen(false)}>
        <div className="tk-stack">
          {one.code ? <p>{wrongText({ code: one.code, facts: {} })}</p> : null}
          <div className="tk-entrant-diff" dir="auto">
            <AnswerText field={field} value={one.earlier as string | string[] | null} empty={t`بلا جواب`} />
          </div>
        </div>
      </Dialog>
    </>
  );
}
