// One entry by a person's word, with the reason; and taking an applied list back.
import { useLingui } from '@lingui/react/macro';
import { api, ifMatch, must } from '../../../shared/api/client';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { type Advancement, type Row, refreshAdvancement } from './model';

interface Props {
  title: string;
  action: string;
  done: string;
  danger?: boolean;
  send: (reason: string) => Promise<Advancement>;
  onClose: () => void;
}

function ReasonDialog({ title, action, done, danger = false, send, onClose }: Props) {
  const { t } = useLingui();
  const form = useForm<{ reason: string }, Advancement>({
    initial: { reason: '' },
    check: (v) => (v.reason.trim() ? {} : { reason: t`اكتب السبب.` }),
    save: (v) => send(v.reason),
    onSaved: async () => {
      await refreshAdvancement();
      notify(done);
      onClose();
    },
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind={danger ? 'danger' : 'primary'} busy={form.saving} onPress={form.submit}>
            {action}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        <TextArea
          {...form.field('reason')}
          label={t`السبب`}
          help={t`يبقى في سجل التدقيق.`}
          rows={3}
          isRequired
          autoFocus
        />
      </ActForm>
    </Dialog>
  );
}

export interface HandWord {
  row: Row;
  goesOn: boolean | null;
}

export function HandDialog({ data, word, onClose }: { data: Advancement; word: HandWord; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { entry } = word.row;
  const number = format.number(entry.number, { useGrouping: false });
  const action = word.goesOn === null ? t`اتركها للقاعدة` : word.goesOn ? t`أهّلها` : t`لا تؤهّلها`;
  return (
    <ReasonDialog
      title={t`المشاركة ${number}: ${format.pick(entry.title_ar, entry.title_en)}`}
      action={action}
      done={t`سُجّل القرار بسببه.`}
      onClose={onClose}
      send={(reason) =>
        must(
          api.PUT('/api/v1/rounds/{round_id}/advancement/entries/{entry_id}', {
            params: {
              path: { round_id: data.round.id, entry_id: entry.id },
              header: ifMatch(data.version),
            },
            body: { goes_on: word.goesOn, reason },
          }),
        )
      }
    />
  );
}

export function UndoDialog({ data, onClose }: { data: Advancement; onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ReasonDialog
      danger
      title={t`التراجع عن القائمة المطبّقة`}
      action={t`تراجع عنها`}
      done={t`تراجعتَ عن القائمة. تعود الجولة إلى تحكيم المشاركات كلها.`}
      onClose={onClose}
      send={(reason) =>
        must(
          api.POST('/api/v1/rounds/{round_id}/advancement/undo', {
            params: { path: { round_id: data.round.id } },
            body: { reason },
          }),
        )
      }
    />
  );
}
