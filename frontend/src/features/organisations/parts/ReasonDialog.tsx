// A refusal asks for its reason: the one who asked reads it.
import { useLingui } from '@lingui/react/macro';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { TextArea } from '../../../shared/ui/TextArea';

export interface ReasonDialogProps {
  title: string;
  action: string;
  help: string;
  send: (reason: string) => Promise<unknown>;
  onDone: () => Promise<void>;
  onClose: () => void;
}

export function ReasonDialog({ title, action, help, send, onDone, onClose }: ReasonDialogProps) {
  const { t } = useLingui();
  const form = useForm({
    initial: { reason: '' },
    check: (v): { reason?: string } => (v.reason.trim() ? {} : { reason: t`اكتب السبب.` }),
    save: (v) => send(v.reason.trim()),
    onSaved: () => void onDone(),
  });
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={form.saving} onPress={form.submit}>
            {action}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={title}>
        <TextArea {...form.field('reason')} label={t`السبب`} help={help} rows={4} isRequired />
      </ActForm>
    </Dialog>
  );
}
