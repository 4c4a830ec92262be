// Many entries marked eligible in one act: first what it would do, then the act.
import { Plural, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem } from '../../../shared/api/problem';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Spinner } from '../../../shared/ui/Spinner';
import { BulkRows } from '../desk/BulkRows';
import { refreshDesk } from '../desk/desk';
import '../desk/desk.css';
import '../desk/problems';

export interface BulkEligibleProps {
  editionId: string;
  /** null: every submitted entry; undefined: closed */
  ids: string[] | null | undefined;
  onClose: () => void;
  onDone: () => void;
}

function Body({ editionId, ids, onClose, onDone }: BulkEligibleProps) {
  const { t } = useLingui();
  const [despite, setDespite] = useState<string[]>([]);
  const send = (more: { dry_run?: boolean; expected?: string }) =>
    must(
      api.POST('/api/v1/editions/{edition_id}/entries/mark-eligible', {
        params: { path: { edition_id: editionId } },
        body: { entry_ids: ids ?? null, despite, dry_run: false, expected: '', ...more },
      }),
    );
  const preview = useQuery({
    queryKey: ['mark-eligible', editionId, ids, despite],
    queryFn: () => send({ dry_run: true }),
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  const apply = useMutation({
    mutationFn: () => send({ expected: preview.data?.expected ?? '' }),
    onSuccess: async () => {
      onDone();
      onClose();
      notify(t`سُجّلت مستوفية، وأُرسلت الرسائل إلى أهلها.`);
      await refreshDesk();
    },
    onError: (error) => {
      if (asProblem(error).code === 'list_changed') void preview.refetch();
    },
  });
  const found = preview.data;
  const problem = apply.error ?? preview.error;
  return (
    <div className="tk-stack">
      {problem ? <ProblemNotice error={problem} /> : null}
      {preview.isPending ? <Spinner size={28} label={t`جارٍ الحساب`} /> : null}
      {found ? (
        <>
          <p className="tk-strong">
            <Plural
              value={found.changed}
              zero="لا مشاركة تتغير حالتها."
              one="مشاركة واحدة تصبح مستوفية."
              two="مشاركتان تصبحان مستوفيتين."
              few="# مشاركات تصبح مستوفية."
              many="# مشاركة تصبح مستوفية."
              other="# مشاركة تصبح مستوفية."
            />
          </p>
          {found.refused > 0 ? (
            <Notice tone="warning">
              <Plural
                value={found.refused}
                zero="لا تُترك مشاركة."
                one="تُترك مشاركة واحدة على حالها، وسببها بجانبها."
                two="تُترك مشاركتان على حالهما، وسبب كل منهما بجانبها."
                few="تُترك # مشاركات على حالها، وسبب كل منها بجانبها."
                many="تُترك # مشاركة على حالها، وسبب كل منها بجانبها."
                other="تُترك # مشاركة على حالها، وسبب كل منها بجانبها."
              />
            </Notice>
          ) : null}
          {found.changed > 0 ? (
            <p className="tk-soft">
              {t`تدخل المنافسة وتصبح جاهزة للإسناد، ويصل إلى أهل كل مشاركة بريد: «قُبلت المشاركة للتحكيم».`}
            </p>
          ) : null}
          {found.rows.length > 0 ? <BulkRows shown={found} despite={despite} setDespite={setDespite} /> : null}
        </>
      ) : null}
      <div className="tk-row">
        <Button
          kind="primary"
          isDisabled={!found || found.changed === 0 || preview.isFetching}
          busy={apply.isPending}
          onPress={() => apply.mutate()}
        >
          {t`سجّلها مستوفية`}
        </Button>
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </div>
  );
}

export function BulkEligible(props: BulkEligibleProps) {
  const { t } = useLingui();
  return (
    <Dialog title={t`تسجيل المشاركات مستوفية`} size="wide" isOpen={props.ids !== undefined} onClose={props.onClose}>
      {props.ids === undefined ? null : <Body {...props} />}
    </Dialog>
  );
}
