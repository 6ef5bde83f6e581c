//! Templates follow the provider's list (SPEC 195, 284–286): once a day, when an account is connected, and after a send that says that
//! the list here is an old one.

use super::Entry;
use super::error::{Fault, Step};
use super::key;
use super::payload::{JobKind, SyncTemplatesJob};
use super::work::{Work, decode};
use channels::whatsapp::ListedTemplate;
use domain::Unknown;
use domain::channel::Channel;
use domain::connection::Connection;
use domain::delivery::Failure;
use domain::id::{ConnectionId, InvalidId, RecordId, TemplateId};
use domain::record::Kind;
use domain::template::Template;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Templates of a connection that are kept; providers allow 250, and more only to the largest senders. One number's records.
pub(crate) const MOST: usize = 500;

/// The id of a template's record, the same wherever it is made: a name may be longer than an id.
pub fn template_id(
    connection: &ConnectionId,
    name: &str,
    language: &str,
) -> Result<TemplateId, InvalidId> {
    let digest = Sha256::digest(format!("{connection}\n{name}\n{language}"));
    let short: String = hex::encode(digest).chars().take(40).collect();
    TemplateId::new(format!("template-{short}"))
}

/// Brings the records to the list. What the hotel added to a template stays; what is listed no more is gone.
pub(crate) async fn follow(
    work: &mut Work<'_>,
    id: &ConnectionId,
    listed: &[ListedTemplate],
) -> Step<()> {
    let Some(connection) = work.connection(id).await? else {
        return Ok(());
    };
    let known: Vec<(RecordId, Template)> = work.children(Kind::Template, id.into(), MOST).await?;
    let known: BTreeMap<RecordId, Template> = known.into_iter().collect();
    let mut here = BTreeSet::new();
    for it in listed.iter().take(MOST) {
        let template = template_id(id, &it.name, &it.language).map_err(bug)?;
        let record = RecordId::from(&template);
        let before = known.get(&record);
        let after = merged(id, &connection, it, before);
        if before != Some(&after) {
            work.put(&Entry::Template(template, after)).await?;
        }
        here.insert(record);
    }
    for (record, gone) in known {
        if !here.contains(&record) {
            work.remove(&Entry::Template(record.into(), gone)).await?;
        }
    }
    Ok(())
}

/// An id made here that is none.
pub(crate) fn bug(_: InvalidId) -> Fault {
    Fault::Store(store::error::StoreError::Bug("a template's id".to_owned()))
}

fn merged(
    id: &ConnectionId,
    connection: &Connection,
    it: &ListedTemplate,
    before: Option<&Template>,
) -> Template {
    let mut unknown = Unknown::new();
    let mut fields = BTreeMap::new();
    if let Some(before) = before {
        unknown.clone_from(&before.unknown);
        fields.clone_from(&before.fields);
    }
    Template {
        connection: id.clone(),
        property: connection.property.clone(),
        name: it.name.clone(),
        language: it.language.clone(),
        category: it.category.clone(),
        status: it.status.clone(),
        header: it.header.clone(),
        body: it.body.clone(),
        footer: it.footer.clone(),
        buttons: it.buttons.clone(),
        fields,
        unfillable: it.unfillable.clone(),
        unknown,
    }
}

/// The daily look of an account that has templates; asked for once, whatever happens to the connection afterwards.
pub(crate) async fn watch(
    work: &mut Work<'_>,
    id: &ConnectionId,
    connection: &Connection,
) -> Step<()> {
    let has_templates = connection.channel == Channel::WhatsApp && connection.account.is_some();
    let key = key::template_watch(id);
    if !has_templates || work.tx.lookup(&key).await?.is_some() {
        return Ok(());
    }
    work.tx.set_lookup(key, id.into());
    look(work, id, true)
}

/// The same for accounts of before templates were looked at.
pub(crate) async fn watch_all(work: &mut Work<'_>) -> Step<()> {
    for record in work.tx.all(&Kind::Connection).await? {
        let Ok(connection) = decode::<Connection>(&record) else {
            continue;
        };
        watch(work, &record.id.into(), &connection).await?;
    }
    Ok(())
}

/// A send that failed because of its template says that the list here is an old one.
pub(crate) fn look_again_after(
    work: &mut Work<'_>,
    id: &ConnectionId,
    failure: &Failure,
) -> Step<()> {
    if failure.code == "template" {
        return look(work, id, false);
    }
    Ok(())
}

fn look(work: &mut Work<'_>, id: &ConnectionId, daily: bool) -> Step<()> {
    let job = SyncTemplatesJob {
        connection: id.clone(),
        daily,
    };
    work.add_job(&JobKind::SyncTemplates, String::new(), work.now, &job)
}
