// One word on many entries: what it changes, who is mailed, which it does not fit and why; then the act.
import { Plural, useLingui } from '@lingui/react/macro';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { asProblem } from '../../../shared/api/problem';
import { Unsaved } from '../../../shared/forms/Unsaved';
import { Button } from '../../../shared/ui/Button';
import { MomentField } from '../../../shared/ui/DateField';
import { Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Spinner } from '../../../shared/ui/Spinner';
import { TextArea } from '../../../shared/ui/TextArea';
import { inAWeek } from '../acts';
import { BulkRows } from './BulkRows';
import { type Decided, refreshDesk } from './desk';
import { type Parts, SharedParts } from './PartsPicker';
import { useDecided } from './words';

export interface Bulk {
  word: Decided | 'confirm';
  ids: string[];
  /** two persons decide: this proposes */
  proposes: boolean;
}
interface BodyProps {
  editionId: string;
  bulk: Bulk;
  zone: string;
  onClose: () => void;
  onDone: () => void;
}

function Body({ editionId, bulk, zone, onClose, onDone }: BodyProps) {
  const { t } = useLingui();
  const words = useDecided();
  const needsReason = bulk.word === 'ineligible' || bulk.word === 'returned';
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState<string | null>(bulk.word === 'returned' ? inAWeek(zone) : null);
  const [ready, setReady] = useState(!needsReason);
  const [despite, setDespite] = useState<string[]>([]);
  const [chosen, setChosen] = useState<Parts>({});
  const parts = Object.entries(chosen).map(([part, note]) => ({ part, note: note.trim() }));
  const said = {
    decision: bulk.word === 'confirm' ? null : bulk.word,
    reason: reason.trim(),
    until,
    parts: parts.length > 0 ? parts : null,
    despite,
  };
  const shared = useQuery({
    queryKey: ['common-parts', editionId, bulk.ids],
    queryFn: () =>
      must(
        api.POST('/api/v1/editions/{edition_id}/screening/parts', {
          params: { path: { edition_id: editionId } },
          body: { entry_ids: bulk.ids },
        }),
      ),
    enabled: bulk.word === 'returned',
    staleTime: Number.POSITIVE_INFINITY,
  });
  const send = (more: { dry_run?: boolean; expected?: string }) =>
    must(
      api.POST('/api/v1/editions/{edition_id}/screening/decide', {
        params: { path: { edition_id: editionId } },
        body: { entry_ids: bulk.ids, ...said, dry_run: false, expected: '', ...more },
      }),
    );
  const preview = useQuery({
    queryKey: ['decide-entries', editionId, bulk, said],
    queryFn: () => send({ dry_run: true }),
    enabled: ready,
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
      notify(bulk.proposes ? t`سُجّلت الاقتراحات، وتنتظر شخصًا ثانيًا.` : t`نُفّذ القرار، وأُرسلت الرسائل إلى أهل المشاركات.`);
      await refreshDesk();
    },
    onError: (error) => {
      if (asProblem(error).code === 'list_changed') void preview.refetch();
    },
  });
  const shown = ready ? preview.data : undefined;
  const verb =
    bulk.word === 'confirm' ? t`ثبّت ما اقتُرح` : bulk.proposes ? words[bulk.word].proposal : words[bulk.word].verb;
  const changed = shown?.changed ?? 0;
  return (
    <div className="tk-stack">
      {needsReason ? (
        <TextArea
          label={t`السبب`}
          help={t`يقرؤه أهل كل مشاركة كما كتبته.`}
          value={reason}
          onChange={(typed) => {
            setReason(typed);
            setReady(false);
          }}
          rows={3}
          maxLength={2000}
          isRequired
          autoFocus
        />
      ) : null}
      {bulk.word === 'returned' ? (
        <MomentField
          label={t`آخر موعد للاستكمال`}
          value={until}
          onChange={(at) => {
            setUntil(at);
            setReady(false);
          }}
          zone={zone}
          isRequired
        />
      ) : null}
      {shared.data ? (
        <SharedParts
          found={shared.data}
          value={chosen}
          onChange={(next) => {
            setChosen(next);
            setReady(false);
          }}
        />
      ) : null}
      {(apply.error ?? preview.error ?? shared.error) ? (
        <ProblemNotice error={apply.error ?? preview.error ?? shared.error} />
      ) : null}
      {ready && preview.isPending ? <Spinner size={28} label={t`جارٍ الحساب`} /> : null}
      {shown ? (
        <>
          <p className="tk-strong">
            <Plural
              value={changed}
              zero="لا مشاركة يشملها القرار."
              one="مشاركة واحدة يشملها القرار."
              two="مشاركتان يشملهما القرار."
              few="# مشاركات يشملها القرار."
              many="# مشاركة يشملها القرار."
              other="# مشاركة يشملها القرار."
            />
          </p>
          {shown.refused > 0 ? (
            <Notice tone="warning">
              <Plural
                value={shown.refused}
                zero="لا تُترك مشاركة."
                one="تُترك مشاركة واحدة على حالها، وسببها بجانبها."
                two="تُترك مشاركتان على حالهما، وسبب كل منهما بجانبها."
                few="تُترك # مشاركات على حالها، وسبب كل منها بجانبها."
                many="تُترك # مشاركة على حالها، وسبب كل منها بجانبها."
                other="تُترك # مشاركة على حالها، وسبب كل منها بجانبها."
              />
            </Notice>
          ) : null}
          {bulk.proposes ? <p className="tk-small tk-soft">{t`لا يُراسَل أحد حتى يثبّت شخص ثانٍ ما اقترحت.`}</p> : null}
          <BulkRows shown={shown} despite={despite} setDespite={setDespite} />
        </>
      ) : null}
      <div className="tk-row">
        {shown ? (
          <Button
            kind={bulk.word === 'ineligible' && !bulk.proposes ? 'danger' : 'primary'}
            isDisabled={changed === 0 || preview.isFetching}
            busy={apply.isPending}
            onPress={() => apply.mutate()}
          >
            {verb}
          </Button>
        ) : (
          <Button
            kind="primary"
            isDisabled={(needsReason && !reason.trim()) || (bulk.word === 'returned' && !until)}
            onPress={() => setReady(true)}
          >
            {t`عاين ما سيتغير`}
          </Button>
        )}
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
      <Unsaved when={reason.trim() !== '' && !apply.isPending} />
    </div>
  );
}

export function BulkDialog(props: Omit<BodyProps, 'bulk'> & { bulk: Bulk | null }) {
  const { t } = useLingui();
  const { bulk, ...rest } = props;
  return (
    <Dialog title={t`قرار على عدة مشاركات`} size="wide" isOpen={bulk !== null} onClose={props.onClose}>
      {bulk ? <Body {...rest} bulk={bulk} /> : null}
    </Dialog>
  );
}
