// Many entries marked eligible in one act: first what it would do, then the act.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Spinner } from '../../../shared/ui/Spinner';

export interface BulkEligibleProps {
  editionId: string;
  /** null: every submitted entry; undefined: closed */
  ids: string[] | null | undefined;
  onClose: () => void;
  onDone: () => void;
}

export function BulkEligible({ editionId, ids, onClose, onDone }: BulkEligibleProps) {
  const { t } = useLingui();
  const send = (dry_run: boolean) =>
    must(
      api.POST('/api/v1/editions/{edition_id}/entries/mark-eligible', {
        params: { path: { edition_id: editionId } },
        body: { entry_ids: ids ?? null, dry_run },
      }),
    );
  const preview = useQuery({
    queryKey: ['mark-eligible', editionId, ids],
    queryFn: () => send(true),
    enabled: ids !== undefined,
    gcTime: 0,
    staleTime: 0,
  });
  const apply = useMutation({
    mutationFn: () => send(false),
    onSuccess: async () => {
      onDone();
      onClose();
      notify(t`سُجّلت مستوفية، وأُرسلت الرسائل إلى أهلها.`);
      await refreshPaths('/api/v1/editions/{edition_id}/entries', '/api/v1/home/organiser/{edition_id}');
    },
  });
  const found = preview.data;
  const problem = apply.error ?? preview.error;
  return (
    <Dialog
      title={t`تسجيل المشاركات مستوفية`}
      isOpen={ids !== undefined}
      onClose={onClose}
      footer={
        <>
          <Button
            kind="primary"
            isDisabled={!found || found.marked === 0}
            busy={apply.isPending}
            onPress={() => apply.mutate()}
          >
            {t`سجّلها مستوفية`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        {problem ? <ProblemNotice error={problem} /> : null}
        {preview.isPending ? <Spinner size={28} label={t`جارٍ الحساب`} /> : null}
        {found ? (
          <>
            <p className="tk-strong">
              <Plural
                value={found.marked}
                zero="لا مشاركة تتغير حالتها."
                one="مشاركة واحدة تصبح مستوفية."
                two="مشاركتان تصبحان مستوفيتين."
                few="# مشاركات تصبح مستوفية."
                many="# مشاركة تصبح مستوفية."
                other="# مشاركة تصبح مستوفية."
              />
            </p>
            {found.skipped > 0 ? (
              <Notice tone="warning">
                <Plural
                  value={found.skipped}
                  zero="لا تُترك مشاركة."
                  one="تُترك مشاركة واحدة لأنها ليست في حالة «مقدَّمة»."
                  two="تُترك مشاركتان لأنهما ليستا في حالة «مقدَّمة»."
                  few="تُترك # مشاركات لأنها ليست في حالة «مقدَّمة»."
                  many="تُترك # مشاركة لأنها ليست في حالة «مقدَّمة»."
                  other="تُترك # مشاركة لأنها ليست في حالة «مقدَّمة»."
                />
              </Notice>
            ) : null}
            {found.marked > 0 ? (
              <p className="tk-soft">
                {t`تدخل المنافسة وتصبح جاهزة للإسناد، ويصل إلى أهل كل مشاركة بريد: «قُبلت المشاركة للتحكيم».`}
              </p>
            ) : null}
          </>
        ) : null}
      </div>
    </Dialog>
  );
}
