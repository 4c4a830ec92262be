// The form of a category while it is written: its list, the open question beside it, saved as one form.
import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { FormFrame } from '../../../shared/forms/FormFrame';
import { useEdit } from '../../../shared/forms/useEdit';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Dialog } from '../../../shared/ui/Dialog';
import { FormActions } from '../../../shared/ui/Layout';
import { notify } from '../../../shared/ui/Notice';
import { EmptyState } from '../../../shared/ui/States';
import { difference } from '../model/difference';
import type { Edition } from '../model/edition';
import { type FieldKind, newField } from '../model/fields';
import * as model from '../model/form';
import { BuilderPanel } from './BuilderPanel';
import { CloneDialog } from './CloneDialog';
import { Conflict } from './Conflict';
import { FieldList, useItemName } from './FieldList';
import { FormPreview } from './FormPreview';
import { SaveRefused } from './SaveRefused';
import { usePlaces } from './usePlaces';
import '../builder.css';
import '../panel.css';

export interface SavedForm {
  sections: model.SectionDraft[];
  fields: Parameters<typeof model.draftForm>[0]['fields'];
  version: number;
}

interface Props {
  edition: Edition;
  categoryId: string;
  saved: SavedForm;
  /** the ids of questions that are public: their kind is fixed */
  isPublic: (id: string) => boolean;
  mayEdit: boolean;
  put: (form: model.FormDraft, header: { 'if-match'?: string }) => Promise<SavedForm>;
  onSaved: () => void;
  onDirty: (dirty: boolean) => void;
  saveLabel: string;
}

export function FormBuilder(props: Props) {
  const { edition, categoryId, saved, isPublic, mayEdit, put, onSaved, onDirty, saveLabel } = props;
  const { t } = useLingui();
  const format = useFormat();
  const nameOf = useItemName();
  const [openId, setOpenId] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'preview' | 'clone' | null>(null);
  const [undo, setUndo] = useState<{ form: model.FormDraft; words: string } | null>(null);
  const panel = useRef<HTMLElement>(null);
  const places = usePlaces();
  const { form, overwrite } = useEdit<model.FormDraft, SavedForm>({
    saved,
    editable: model.draftForm,
    blank: { sections: [], fields: [] },
    put: (values, header) => {
      places.sent(values);
      return put(values, header);
    },
    check: (values) => places.check(values),
    onSaved: () => {
      setUndo(null);
      onSaved();
    },
  });
  const { values } = form;
  useEffect(() => onDirty(form.dirty), [form.dirty, onDirty]);
  const set = (next: model.FormDraft): void => form.set(next);
  const items = model.itemsOf(values);
  const opened = items.find((item) => model.idOf(item) === openId);
  const open = (id: string | null): void => {
    setOpenId(id);
    if (id)
      requestAnimationFrame(() => {
        // On a narrow screen the panel stands where the list stood, which may have been long.
        const narrow = window.matchMedia('(width < 960px)').matches;
        panel.current?.scrollIntoView({ block: narrow ? 'start' : 'nearest' });
        panel.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
      });
  };
  const close = (): void => {
    const id = openId;
    setOpenId(null);
    if (id) requestAnimationFrame(() => document.getElementById(`open-${id}`)?.focus());
  };
  const addField = (kind: FieldKind): void => {
    const field = newField(kind, values.fields);
    set(model.insertAfter(values, openId, { type: 'field', field }));
    open(field.id);
  };
  const addSection = (): void => {
    const section = model.newSection();
    set(model.insertAfter(values, openId, { type: 'section', section }));
    open(section.id);
  };
  const take = (id: string): void => {
    const item = items.find((one) => model.idOf(one) === id);
    if (!item) return;
    const name = nameOf(item);
    setUndo({
      form: values,
      words: item.type === 'section' ? t`أُزيل القسم «${name}» وبقيت أسئلته.` : t`أُزيل السؤال «${name}».`,
    });
    set(model.remove(values, id));
    if (openId === id) setOpenId(null);
  };
  const errorOf = (name: string): string | undefined =>
    openId ? places.errorOf(form.errors, openId, name) : undefined;
  return (
    <FormFrame form={{ ...form, conflict: null }} label={t`أسئلة النموذج`}>
      {form.conflict ? (
        <Conflict
          of={difference(values.fields, form.conflict.fields)}
          nameOf={(field) => format.pick(field.label_ar, field.label_en)}
          onTake={() => form.reset()}
          onKeep={overwrite}
        />
      ) : null}
      <div className="tk-builder" data-panel={opened ? true : undefined}>
        <Card
          title={t`أسئلة النموذج`}
          flush
          actions={
            <>
              {mayEdit && items.length > 0 ? (
                <span className="tk-builder-jump">
                  <Button
                    icon="plus"
                    onPress={() => {
                      panel.current?.scrollIntoView({ block: 'start' });
                      panel.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
                    }}
                  >
                    {t`أضف سؤالًا`}
                  </Button>
                </span>
              ) : null}
              {mayEdit ? (
                <Button icon="copy" onPress={() => setDialog('clone')}>
                  {t`انسخ من نموذج آخر`}
                </Button>
              ) : null}
              <Button icon="eye" onPress={() => setDialog('preview')}>
                {t`معاينة`}
              </Button>
            </>
          }
        >
          {undo ? (
            <p className="tk-builder-undo" role="status">
              <span>{undo.words}</span>
              <Button
                kind="quiet"
                size="small"
                icon="undo"
                onPress={() => {
                  set(undo.form);
                  setUndo(null);
                }}
              >
                {t`تراجع`}
              </Button>
            </p>
          ) : null}
          {items.length === 0 ? (
            <EmptyState title={t`لا أسئلة بعد`} icon="form">
              {mayEdit ? t`أضف سؤالًا أو قسمًا من القائمة، أو انسخ نموذجًا آخر.` : null}
            </EmptyState>
          ) : (
            <FieldList
              form={values}
              openId={openId}
              mayEdit={mayEdit}
              wrong={(id) => places.wrongIn(form.errors, id)}
              onForm={set}
              onOpen={open}
              onCopy={(id) => {
                const made = model.duplicate(values, id);
                if (!made) return;
                set(made.form);
                open(made.id);
              }}
              onRemove={take}
            />
          )}
          {mayEdit ? (
            <div className="tk-editions-save">
              <SaveRefused form={form} />
              <FormActions note={form.dirty ? t`لديك تغييرات لم تُحفظ` : undefined}>
                <Button type="submit" kind="primary" busy={form.saving} isDisabled={!form.dirty}>
                  {saveLabel}
                </Button>
              </FormActions>
            </div>
          ) : null}
        </Card>
        {mayEdit || opened ? (
          <BuilderPanel
            panel={panel}
            form={values}
            opened={opened}
            zone={edition.timezone}
            mayEdit={mayEdit}
            isPublic={isPublic}
            errorOf={errorOf}
            onForm={set}
            onOpen={open}
            onClose={close}
            onRemove={take}
            onField={addField}
            onSection={addSection}
          />
        ) : null}
      </div>
      <Dialog title={t`معاينة النموذج`} isOpen={dialog === 'preview'} onClose={() => setDialog(null)} size="wide">
        <FormPreview draft={values} />
      </Dialog>
      <CloneDialog
        editionId={edition.id}
        categoryId={categoryId}
        form={values}
        isOpen={dialog === 'clone'}
        onClose={() => setDialog(null)}
        onTake={(result) => {
          setUndo({ form: values, words: t`نُسخ النموذج إلى هنا.` });
          set(result.form);
          setDialog(null);
          notify(t`نُسخت الأسئلة. لا تُحفظ حتى تحفظ النموذج.`, 'info');
        }}
      />
    </FormFrame>
  );
}
