// Messages to and from the entry's people, and the staff's own notes: two boxes that cannot be mistaken.
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { type Desk, refreshDesk } from './desk';

interface WriteProps {
  label: string;
  help: string;
  verb: string;
  done: string;
  save: (id: string, body: string) => Promise<unknown>;
}

function Write({ label, help, verb, done, save }: WriteProps) {
  const { t } = useLingui();
  const id = useRef(newId());
  const form = useForm({
    initial: { body: '' },
    check: (values) => (values.body.trim() ? {} : { body: t`اكتب شيئًا.` }),
    save: (values) => save(id.current, values.body.trim()),
    onSaved: () => {
      id.current = newId();
      form.reset();
      notify(done);
      void refreshDesk();
    },
  });
  return (
    <FormFrame form={form} label={label}>
      <TextArea {...form.field('body')} label={label} help={help} rows={3} maxLength={2000} isRequired />
      <div>
        <Button type="submit" busy={form.saving}>
          {verb}
        </Button>
      </div>
    </FormFrame>
  );
}

export function Messages({ desk, zone }: { desk: Desk; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-stack">
      {desk.messages.length === 0 ? <p className="tk-soft">{t`لا رسائل بعد عن هذه المشاركة.`}</p> : null}
      <ol className="tk-plain-list tk-stack">
        {desk.messages.map((one) => (
          <li key={one.id} className="tk-desk-message" data-side={one.from_staff ? 'staff' : 'entrant'}>
            <p className="tk-small tk-soft">
              <span className="tk-strong">{one.from_staff ? t`فريق الفرز` : t`أهل المشاركة`}</span>{' '}
              {one.by ? <bdi>{format.name(one.by)}</bdi> : null} – <When at={one.at} zone={zone} show="short" />
            </p>
            <p className="tk-answer-long" dir="auto">
              {one.body}
            </p>
          </li>
        ))}
      </ol>
      {desk.may.includes('write') ? (
        <Write
          label={t`رسالة إلى أهل المشاركة`}
          help={t`تصلهم بالبريد وفي صفحة مشاركتهم، ويردّون عليها هناك.`}
          verb={t`أرسل الرسالة`}
          done={t`أُرسلت الرسالة إلى أهل المشاركة.`}
          save={(id, body) =>
            must(
              api.PUT('/api/v1/entries/{entry_id}/messages/{message_id}', {
                params: { path: { entry_id: desk.entry_id, message_id: id } },
                body: { body },
              }),
            )
          }
        />
      ) : null}
    </div>
  );
}

export function Notes({ desk, zone }: { desk: Desk; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-stack">
      <p className="tk-desk-inside">
        <Icon name="lock" size={18} />
        {t`لا يراها المشاركون ولا المحكّمون أبدًا، ولا تُرسل إلى أحد.`}
      </p>
      <ol className="tk-plain-list tk-stack">
        {desk.notes.map((one) => (
          <li key={one.id} className="tk-desk-message" data-side="note">
            <p className="tk-small tk-soft">
              {one.by ? <bdi>{format.name(one.by)}</bdi> : null} – <When at={one.at} zone={zone} show="short" />
            </p>
            <p className="tk-answer-long" dir="auto">
              {one.body}
            </p>
          </li>
        ))}
      </ol>
      {desk.may.includes('note') ? (
        <Write
          label={t`ملاحظة داخلية`}
          help={t`لفريق الفرز والمنظّم والمدقّق والمعتمِد وحدهم.`}
          verb={t`احفظ الملاحظة`}
          done={t`حُفظت الملاحظة.`}
          save={(id, body) =>
            must(
              api.PUT('/api/v1/entries/{entry_id}/notes/{note_id}', {
                params: { path: { entry_id: desk.entry_id, note_id: id } },
                body: { body },
              }),
            )
          }
        />
      ) : null}
    </div>
  );
}
