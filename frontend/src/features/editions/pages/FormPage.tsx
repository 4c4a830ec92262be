// The form of a category: its questions in order, each edited beside the table, saved as one form.
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Dialog } from '../../../shared/ui/Dialog';
import { Icon } from '../../../shared/ui/Icon';
import { FormActions } from '../../../shared/ui/Layout';
import { Menu } from '../../../shared/ui/Menu';
import { notify } from '../../../shared/ui/Notice';
import { EmptyState, Read } from '../../../shared/ui/States';
import { difference } from '../model/difference';
import type { Edition } from '../model/edition';
import { draftField, type FieldDraft, type FieldKind, KINDS, newField, wireField } from '../model/fields';
import { isCallFrozen, isPrivate } from '../model/phases';
import { freeCode } from '../model/tree';
import { Conflict } from '../parts/Conflict';
import { ChangeNote } from '../parts/EditionFields';
import { FieldDrawer } from '../parts/FieldDrawer';
import { FieldPreview } from '../parts/FieldPreview';
import { FieldTable } from '../parts/FieldTable';
import { Frozen } from '../parts/Frozen';
import { CategoryFrame } from '../parts/SetupPages';
import { fieldKinds } from '../words';
import '../problems';
import '../editions.css';

type Form = components['schemas']['StaffForm'];
interface Values {
  fields: FieldDraft[];
  change_ar: string;
  change_en: string;
}
const valuesOf = (saved: Form): Values => ({ fields: saved.fields.map(draftField), change_ar: '', change_en: '' });

function FormEditor({ edition, saved }: { edition: Edition; saved: Form }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const organises = useOrganises(edition);
  const isPublic = !isPrivate(edition.phase);
  const mayEdit = organises && !isCallFrozen(edition.phase);
  const [open, setOpen] = useState<{ id: string; isNew: boolean } | null>(null);
  const [previewing, setPreviewing] = useState(false);
  const sent = useRef<string[]>([]);
  const { form, overwrite } = useEdit<Values, Form>({
    saved,
    editable: valuesOf,
    blank: { fields: [], change_ar: '', change_en: '' },
    put: ({ fields, ...note }, header) => {
      sent.current = fields.map((field) => field.id);
      return must(
        api.PUT('/api/v1/categories/{category_id}/fields', {
          params: { path: { category_id: saved.category_id }, header },
          body: { fields: fields.map(wireField), ...note },
        }),
      );
    },
    check: (v) => {
      sent.current = v.fields.map((field) => field.id);
      const unnamed = v.fields.flatMap((field, at) => [
        ...(field.label_ar.trim() ? [] : [[`fields.${at}.label_ar`, t`اكتب السؤال بالعربية.`]]),
        ...(['choice', 'multi_choice'].includes(field.kind)
          ? field.choices.flatMap((choice, place) =>
              choice.name_ar.trim() ? [] : [[`fields.${at}.choices.${place}.name_ar`, t`اكتب الخيار بالعربية.`]],
            )
          : []),
      ]);
      return {
        ...Object.fromEntries(unnamed),
        ...(isPublic && !v.change_ar.trim() ? { change_ar: t`اكتب ما تغيّر وسببه؛ سيظهر للعموم بتاريخه.` } : {}),
      };
    },
    onSaved: () => {
      notify(t`حُفظ النموذج.`);
      void refreshPaths(
        '/api/v1/categories/{category_id}/fields',
        '/api/v1/editions/{edition_id}/categories',
        '/api/v1/editions/{edition_id}/categories/{category_id}',
        '/api/v1/editions/{edition_id}/call-changes',
        '/api/v1/home/organiser/{edition_id}',
      );
    },
  });
  const { fields } = form.values;
  const set = (next: FieldDraft[]): void => form.set({ fields: next });
  // Errors come by place in what was sent; rows may have moved since.
  const errorOf = (id: string, name: string): string | undefined => {
    const at = sent.current.indexOf(id);
    return at < 0 ? undefined : form.errors[`fields.${at}.${name}`];
  };
  const wrongIn = (id: string): string | undefined => {
    const at = sent.current.indexOf(id);
    if (at < 0) return undefined;
    const found = Object.entries(form.errors).find(([name]) => name.startsWith(`fields.${at}.`));
    return found?.[1];
  };
  const add = (kind: FieldKind): void => {
    const made = newField(kind, fields);
    set([...fields, made]);
    setOpen({ id: made.id, isNew: true });
  };
  const close = (): void => {
    const one = fields.find((field) => field.id === open?.id);
    if (open?.isNew && one && !one.label_ar.trim() && !one.label_en.trim()) set(fields.filter((f) => f.id !== one.id));
    setOpen(null);
  };
  const opened = fields.find((field) => field.id === open?.id);
  const addMenu = (
    <Menu
      label={t`أضف حقلًا`}
      items={KINDS.map((kind) => ({
        id: kind,
        label: i18n._(fieldKinds[kind][1]),
        icon: fieldKinds[kind][0],
        onAction: () => add(kind),
      }))}
    >
      <Icon name="plus" size={18} />
      <span>{t`أضف حقلًا`}</span>
    </Menu>
  );
  return (
    <FormFrame form={{ ...form, conflict: null }} label={t`حقول النموذج`}>
      {form.conflict ? (
        <Conflict
          of={difference(fields, form.conflict.fields)}
          nameOf={(field) => format.pick(field.label_ar, field.label_en)}
          onTake={() => form.reset()}
          onKeep={overwrite}
        />
      ) : null}
      {mayEdit ? null : <Frozen of="call" edition={edition} organises={organises} />}
      <Card
        title={t`الحقول`}
        flush
        actions={
          <>
            {mayEdit ? addMenu : null}
            <Button icon="eye" onPress={() => setPreviewing(true)}>
              {t`معاينة`}
            </Button>
          </>
        }
      >
        {fields.length === 0 ? (
          <EmptyState title={t`لا حقول بعد`} icon="form" action={mayEdit ? addMenu : undefined}>
            {t`الحقل سؤال يجيب عنه المشارك. ابدأ باسم المشروع ووصفه.`}
          </EmptyState>
        ) : (
          <FieldTable
            fields={fields}
            mayEdit={mayEdit}
            wrong={wrongIn}
            onOrder={set}
            onOpen={(id) => setOpen({ id, isNew: false })}
            onCopy={(field) => {
              const copy = {
                ...field,
                id: newId(),
                code: freeCode(
                  'f',
                  fields.map((one) => one.code),
                ),
              };
              const at = fields.indexOf(field) + 1;
              set([...fields.slice(0, at), copy, ...fields.slice(at)]);
              setOpen({ id: copy.id, isNew: false });
            }}
            onRemove={(field) => {
              set(fields.filter((one) => one.id !== field.id));
              notify(t`أُزيل الحقل. لا يُحذف حتى تحفظ النموذج.`, 'info');
            }}
          />
        )}
        {mayEdit && (form.dirty || fields.length > 0) ? (
          <div className="tk-editions-save">
            {isPublic && form.dirty ? <ChangeNote values={form.values} errors={form.errors} set={form.set} /> : null}
            <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
              <Button type="submit" kind="primary" busy={form.saving} isDisabled={!form.dirty}>
                {isPublic ? <Trans>احفظ وأعلن التغيير</Trans> : <Trans>احفظ النموذج</Trans>}
              </Button>
            </FormActions>
          </div>
        ) : null}
      </Card>
      {opened && open ? (
        <FieldDrawer
          field={opened}
          isNew={open.isNew}
          onChange={(part) => set(fields.map((one) => (one.id === opened.id ? { ...one, ...part } : one)))}
          errorOf={(name) => errorOf(opened.id, name)}
          onClose={close}
        />
      ) : null}
      <Dialog title={t`النموذج كما يراه المشارك`} isOpen={previewing} onClose={() => setPreviewing(false)} size="wide">
        <FieldPreview fields={fields} />
      </Dialog>
    </FormFrame>
  );
}

export function FormPage() {
  const id = useParam('categoryId');
  const fields = useGet('/api/v1/categories/{category_id}/fields', { path: { category_id: id } });
  return (
    <CategoryFrame>
      {(edition) => <Read of={fields}>{(saved) => <FormEditor key={id} edition={edition} saved={saved} />}</Read>}
    </CategoryFrame>
  );
}
