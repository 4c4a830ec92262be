// Moving an entry elsewhere in its edition: what goes along, what stays behind and what stops it, before it is done.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, ifMatch, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { RuleStates } from '../../../shared/entry/RuleStates';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { useNounsOf } from '../../../shared/nouns';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { Icon } from '../../../shared/ui/Icon';
import { Notice, notify } from '../../../shared/ui/Notice';
import { Select } from '../../../shared/ui/Select';
import { Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { decideOn } from '../decide';

type StaffEntry = components['schemas']['StaffEntry'];
type Preview = components['schemas']['MovePreview'];

const whyWords: Record<Preview['unfit'][number]['why'], MessageDescriptor> = {
  not_asked: msg`لا يُسأل في نموذجها الحالي`,
  empty: msg`لم يُجب عنه`,
  refused: msg`لا يناسبه جوابها`,
};

function Questions({ title, of }: { title: string; of: readonly Preview['carried'][number][] }) {
  const format = useFormat();
  return of.length === 0 ? null : (
    <details>
      <summary className="tk-rules-then">
        {title} ({format.number(of.length)})
      </summary>
      <ul className="tk-small">
        {of.map((one) => (
          <li key={one.field_id} dir="auto">
            {format.pick(one.label_ar, one.label_en)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Consequences({ of }: { of: Preview }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { submitted, begun, untouched } = of.evaluations;
  return (
    <div className="tk-stack tk-gap-2">
      {of.unfit.length > 0 ? (
        <Notice tone="error" title={t`أسئلة تمنع نقلها`}>
          <ul>
            {of.unfit.map((one) => (
              <li key={one.field_id}>
                <bdi>{format.pick(one.label_ar, one.label_en)}</bdi>: {i18n._(whyWords[one.why])}
              </li>
            ))}
          </ul>
          <p>{t`أعدها إلى أهلها ليستكملوا جوابها ثم انقلها. وإن بدأ تحكيمها فاجعل السؤال غير إلزامي في النموذج الآخر، ثم انقلها.`}</p>
        </Notice>
      ) : null}
      {of.not_met.length > 0 ? (
        <>
          <p className="tk-strong">{t`شروط لا تستوفيها حيث تُنقل:`}</p>
          <RuleStates states={of.not_met} />
        </>
      ) : null}
      <Questions title={t`أجوبة وملفات تنتقل معها`} of={of.carried} />
      <Questions title={t`أجوبة لا مكان لها هناك، وتبقى محفوظة`} of={of.left} />
      <p>
        {submitted + begun + untouched > 0
          ? t`تنتهي إسناداتها الحالية: أُرسل ${format.number(submitted)}، وبدأ ${format.number(begun)}، ولم يبدأ ${format.number(untouched)}. يبقى ما كُتب محفوظًا لا يُحتسب، وتُحكَّم هناك من جديد.`
          : t`لم تُسند إلى محكّم بعد.`}
      </p>
    </div>
  );
}

function MoveForm({ entry, onClose }: { entry: StaffEntry; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const nouns = useNounsOf(entry.edition);
  const path = { edition_id: entry.edition.id };
  const categories = useGet('/api/v1/editions/{edition_id}/categories', { path, query: { size: 200 } });
  const [to, setTo] = useState<string | null>(null);
  const preview = useGet('/api/v1/entries/{entry_id}/move/{category_id}', {
    path: { entry_id: entry.id, category_id: to ?? '' },
    enabled: to !== null,
  });
  const number = format.number(entry.number, { useGrouping: false });
  const form = useForm<{ reason: string }, StaffEntry>({
    initial: { reason: '' },
    check: (values) => (values.reason.trim() ? {} : { reason: t`اكتب السبب.` }),
    save: ({ reason }) =>
      decideOn(() =>
        must(
          api.POST('/api/v1/entries/{entry_id}/move', {
            params: { path: { entry_id: entry.id }, header: ifMatch(entry.version) },
            body: { category_id: to ?? '', reason },
          }),
        ),
      ),
    onSaved: (saved) => {
      queryClient.setQueryData(keyOf('/api/v1/entries/{entry_id}', { entry_id: entry.id }, null), saved);
      onClose();
      notify(t`نُقلت المشاركة إلى «${format.name(saved.category)}».`);
      void refreshPaths(
        '/api/v1/editions/{edition_id}/entries',
        '/api/v1/entries/{entry_id}/eligibility',
        '/api/v1/rounds/{round_id}/assignments',
        '/api/v1/rounds/{round_id}/progress',
        '/api/v1/home/organiser/{edition_id}',
      );
    },
  });
  const ready = preview.data && preview.data.unfit.length === 0 && preview.data.not_met.length === 0;
  const name = preview.data ? format.name(preview.data.target) : '';
  return (
    <FormFrame form={form} label={t`نقل المشاركة`}>
      <Read of={categories} lines={2}>
        {(found) => (
          <Select
            label={nouns.One}
            help={t`تنافس الآن في «${format.name(entry.category)}».`}
            options={found.items
              .filter((one) => one.id !== entry.category.id)
              .map((one) => ({ id: one.id, label: format.name(one) }))}
            value={to}
            onChange={setTo}
            isRequired
          />
        )}
      </Read>
      {to ? (
        <Read of={preview} lines={4}>
          {(found) => <Consequences of={found} />}
        </Read>
      ) : null}
      {ready ? (
        <>
          <TextArea
            {...form.field('reason')}
            label={t`السبب`}
            help={t`يقرؤه أهل المشاركة كما كتبته.`}
            rows={3}
            maxLength={2000}
            isRequired
          />
          <p className="tk-entries-mail">
            <Icon name="mail" size={18} />
            <span>
              {t`يصل إلى أهلها بريد عنوانه:`} <q>{t`نُقلت المشاركة رقم ${number} إلى «${name}»`}</q> {t`وفيه السبب.`}
            </span>
          </p>
        </>
      ) : null}
      <div className="tk-row">
        {ready ? (
          <Button type="submit" kind="primary" busy={form.saving}>
            {t`انقل المشاركة`}
          </Button>
        ) : null}
        <Button onPress={onClose}>{t`إلغاء`}</Button>
      </div>
    </FormFrame>
  );
}

export function MoveEntry({ entry }: { entry: StaffEntry }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button wide icon="arrow-forward" onPress={() => setOpen(true)}>
        {t`انقل المشاركة`}
      </Button>
      <Dialog title={t`نقل المشاركة`} isOpen={open} onClose={() => setOpen(false)}>
        {open ? <MoveForm entry={entry} onClose={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}
