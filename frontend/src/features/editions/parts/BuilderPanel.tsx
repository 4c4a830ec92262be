// Beside the list: the open question or section, or what can be added. On a narrow screen it stands in the list's place.
import { useLingui } from '@lingui/react/macro';
import type { RefObject } from 'react';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { type FieldDraft, type FieldKind, newChoice, newColumn } from '../model/fields';
import { changeKind, type FormDraft, type Item, idOf, itemsOf } from '../model/form';
import { fieldKinds } from '../words';
import { FieldPanel, SectionPanel } from './FieldPanel';
import { Palette } from './Palette';

export interface BuilderPanelProps {
  panel: RefObject<HTMLElement | null>;
  form: FormDraft;
  opened: Item | undefined;
  zone: string;
  mayEdit: boolean;
  isPublic: (id: string) => boolean;
  errorOf: (name: string) => string | undefined;
  onForm: (form: FormDraft) => void;
  onOpen: (id: string) => void;
  onClose: () => void;
  onRemove: (id: string) => void;
  onField: (kind: FieldKind) => void;
  onSection: () => void;
}

/** A question of another kind begins with what that kind needs. */
const asKind = (field: FieldDraft, kind: FieldKind): FieldDraft => ({
  ...field,
  kind,
  choices: field.choices.length > 0 ? field.choices : [newChoice([]), newChoice(['o1'])],
  options: { ...field.options, columns: field.options.columns.length > 0 ? field.options.columns : [newColumn([])] },
});

function Settings(props: BuilderPanelProps & { opened: Item }) {
  const { form, opened, zone, isPublic, errorOf, onForm, onOpen } = props;
  if (opened.type === 'section') {
    const { id } = opened.section;
    return (
      <SectionPanel
        key={id}
        section={opened.section}
        errorOf={errorOf}
        onChange={(part) =>
          onForm({ ...form, sections: form.sections.map((one) => (one.id === id ? { ...one, ...part } : one)) })
        }
      />
    );
  }
  const { field } = opened;
  const items = itemsOf(form);
  const before = items.slice(
    0,
    items.findIndex((item) => idOf(item) === field.id),
  );
  return (
    <FieldPanel
      key={field.id}
      field={field}
      earlier={before.flatMap((item) => (item.type === 'field' ? [item.field] : []))}
      zone={zone}
      isPublic={isPublic(field.id)}
      onChange={(part) =>
        onForm({ ...form, fields: form.fields.map((one) => (one.id === field.id ? { ...one, ...part } : one)) })
      }
      onKind={(kind) => {
        const made = changeKind(form, field.id, asKind(field, kind), isPublic(field.id));
        onForm(made.form);
        onOpen(made.id);
      }}
      errorOf={errorOf}
    />
  );
}

export function BuilderPanel(props: BuilderPanelProps) {
  const { panel, opened, mayEdit, onClose, onRemove, onField, onSection } = props;
  const { t, i18n } = useLingui();
  const section = opened?.type === 'section';
  const title =
    opened?.type === 'field' ? i18n._(fieldKinds[opened.field.kind][1]) : section ? t`قسم` : t`أضف إلى النموذج`;
  return (
    <aside ref={panel} className="tk-card tk-builder-panel" aria-label={title}>
      <header className="tk-builder-head">
        {opened ? <IconButton icon="arrow-back" label={t`عُد إلى القائمة`} onPress={onClose} /> : <Icon name="plus" />}
        <h2 className="tk-h3" tabIndex={-1}>
          {title}
        </h2>
      </header>
      {opened ? (
        <fieldset disabled={!mayEdit} className="tk-builder-settings">
          <Settings {...props} opened={opened} />
        </fieldset>
      ) : (
        <Palette onField={onField} onSection={onSection} />
      )}
      {opened ? (
        <div className="tk-row tk-builder-foot">
          <Button kind="primary" onPress={onClose}>
            {t`تمّ`}
          </Button>
          {mayEdit ? (
            <Button kind="danger-quiet" icon="trash" onPress={() => onRemove(idOf(opened))}>
              {section ? t`أزل القسم` : t`أزل السؤال`}
            </Button>
          ) : null}
        </div>
      ) : null}
    </aside>
  );
}
