// Changing what one of an entry's people may do, and taking a collaborator off it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useMe } from '../../../shared/me';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { type Person, RIGHTS, type Right, rightHelp, rightWords } from './rights';

interface PersonProps {
  entryId: string;
  person: Person;
  onClose: () => void;
}

const refresh = () => refreshPaths('/api/v1/entrant/entries/{entry_id}/people', '/api/v1/entrant/entries/{entry_id}');

export function RightDialog({ entryId, person, onClose }: PersonProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const byAgency = person.level !== null && !person.is_exception;
  const [chosen, setChosen] = useState<Right | 'default'>(byAgency ? 'default' : person.right);
  const save = useMutation({
    mutationFn: () =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/people/{user_id}', {
          params: { path: { entry_id: entryId, user_id: person.user_id } },
          body: { right: chosen === 'default' ? null : chosen },
        }),
      ),
    onSuccess: async () => {
      await refresh();
      notify(t`حُفظت الصلاحية.`);
      onClose();
    },
  });
  const name = format.name(person) || person.email;
  const options: { id: Right | 'default'; label: string; description: string }[] = RIGHTS.map((right) => ({
    id: right,
    label: i18n._(rightWords[right]),
    description: i18n._(rightHelp[right]),
  }));
  if (person.level !== null)
    options.unshift({
      id: 'default',
      label: t`الصلاحية نفسها في الجهة`,
      description: t`تتغير متى غيّرها مدير الجهة.`,
    });
  return (
    <Dialog
      title={t`الصلاحية في هذه المشاركة`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={save.isPending} onPress={() => save.mutate()}>
            {t`احفظ الصلاحية`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        <ProblemNotice error={save.error} />
        <RadioGroup label={name} value={chosen} onChange={setChosen} options={options} />
      </div>
    </Dialog>
  );
}

export function RemoveDialog({ entryId, person, onClose }: PersonProps) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const leaves = useMe().user_id === person.user_id;
  const remove = useMutation({
    mutationFn: () =>
      api.DELETE('/api/v1/entrant/entries/{entry_id}/people/{user_id}', {
        params: { path: { entry_id: entryId, user_id: person.user_id } },
      }),
    onSuccess: async () => {
      if (leaves) {
        await navigate({ to: '/entrant/entries' });
        queryClient.removeQueries({
          queryKey: keyOf('/api/v1/entrant/entries/{entry_id}', { entry_id: entryId }, null),
        });
        await refreshPaths('/api/v1/entrant/entries');
        notify(t`غادرت المشاركة.`);
        return;
      }
      await refresh();
      notify(t`أُزيل المتعاون. ما كُتب بحسابه باقٍ باسمه.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={leaves ? t`مغادرة المشاركة` : t`إزالة متعاون من المشاركة`}
      action={leaves ? t`غادر المشاركة` : t`أزل المتعاون`}
      isOpen
      danger
      busy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={remove.error} />
        {leaves ? (
          <p>{t`لا تصل إلى هذه المشاركة بعد ذلك إلا بدعوة جديدة. ما كتبته فيها باقٍ باسمك.`}</p>
        ) : (
          <p>
            <Trans>
              لا يصل حساب <bdi>{format.name(person) || person.email}</bdi> إلى المشاركة بعد الآن، وتُرسل رسالة بذلك. كل
              ما كُتب به ورُفع باقٍ فيها باسم صاحبه، وما لم يُحفظ بعد لا يُحفظ.
            </Trans>
          </p>
        )}
      </div>
    </ConfirmDialog>
  );
}
