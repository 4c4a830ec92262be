// Who screens which entries: taken, handed to a colleague, given back, or spread evenly after a look.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { Spinner } from '../../../shared/ui/Spinner';
import { refreshDesk } from './desk';

export interface Handing {
  how: components['schemas']['Handing'];
  /** null: all that wait and have nobody */
  ids: string[] | null;
}
type Screener = components['schemas']['Screener'];

interface BodyProps {
  editionId: string;
  handing: Handing;
  people: readonly Screener[];
  onClose: () => void;
  onDone: () => void;
}

function Body({ editionId, handing, people, onClose, onDone }: BodyProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [whom, setWhom] = useState<string | null>(null);
  const ready = handing.how !== 'give' || whom !== null;
  const send = (dry_run: boolean) =>
    must(
      api.POST('/api/v1/editions/{edition_id}/screening/assign', {
        params: { path: { edition_id: editionId } },
        body: { handing: handing.how, entry_ids: handing.ids, screener_id: whom, dry_run },
      }),
    );
  const preview = useQuery({
    queryKey: ['assign-screeners', editionId, handing, whom],
    queryFn: () => send(true),
    enabled: ready,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
  const apply = useMutation({
    mutationFn: () => send(false),
    onSuccess: async () => {
      onDone();
      onClose();
      notify(t`حُفظ التوزيع.`);
      await refreshDesk();
    },
  });
  const verbs = {
    take: t`خذها`,
    give: t`سلّمها`,
    release: t`اتركها`,
    spread: t`وزّعها بالتساوي`,
  };
  const changed = preview.data?.changed ?? 0;
  const error = apply.error ?? preview.error;
  return (
    <div className="tk-stack">
      {handing.how === 'give' ? (
        <Select
          label={t`إلى من؟`}
          options={people.map((one) => ({
            id: one.id,
            label: format.name(one),
            description: t`ينتظر عنده: ${format.number(one.waiting)}`,
          }))}
          value={whom}
          onChange={setWhom}
          isRequired
        />
      ) : null}
      {handing.how === 'spread' ? (
        <p>{t`تُوزَّع المشاركات التي تنتظر قرارًا ولا فارز لها، فيأخذ كلَّ مشاركة من كان عنده أقل.`}</p>
      ) : null}
      {error ? <ProblemNotice error={error} /> : null}
      {ready && preview.isFetching ? <Spinner size={28} label={t`جارٍ الحساب`} /> : null}
      {ready && preview.data ? (
        <>
          <p className="tk-strong">
            <Plural
              value={changed}
              zero="لا مشاركة يتغير فارزها."
              one="مشاركة واحدة يتغير فارزها."
              two="مشاركتان يتغير فارزهما."
              few="# مشاركات يتغير فارزها."
              many="# مشاركة يتغير فارزها."
              other="# مشاركة يتغير فارزها."
            />
          </p>
          <ul className="tk-plain-list">
            {preview.data.given.map((one) => (
              <li key={one.id}>
                <bdi>{format.name(one)}</bdi>: <bdi>+{format.number(one.waiting)}</bdi>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className="tk-row">
        <Button
          kind="primary"
          isDisabled={!ready || changed === 0}
          busy={apply.isPending}
          onPress={() => apply.mutate()}
        >
          {verbs[handing.how]}
        </Button>
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </div>
  );
}

export function AssignDialog(props: Omit<BodyProps, 'handing'> & { handing: Handing | null }) {
  const { t } = useLingui();
  const { handing, ...rest } = props;
  return (
    <Dialog title={t`من يفرز هذه المشاركات`} isOpen={handing !== null} onClose={props.onClose}>
      {handing ? <Body {...rest} handing={handing} /> : null}
    </Dialog>
  );
}
