//! The draft as signals, one for each field.

use domain::activity::content::{
    ActivityContent, Contact, Mode, Participants, SciWorker, SciWorkers, Session, Structure, Unit,
};
use domain::id::MediaId;
use domain::place::Position;
use domain::text::half_width;
use domain::time::Instant;
use leptos::prelude::*;

/// One session with its two moments.
#[derive(Clone, Copy)]
pub struct SessionSignals {
    pub key: u32,
    pub starts_at: RwSignal<Option<Instant>>,
    pub ends_at: RwSignal<Option<Instant>>,
}

#[derive(Clone, Copy)]
pub struct WorkerSignals {
    pub key: u32,
    pub name: RwSignal<String>,
    pub employer: RwSignal<String>,
    pub title: RwSignal<String>,
    pub field: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct Draft {
    pub title: RwSignal<String>,
    pub category: RwSignal<String>,
    pub sub_category: RwSignal<String>,
    pub mode: RwSignal<String>,
    pub sessions: RwSignal<Vec<SessionSignals>>,
    pub region_code: RwSignal<String>,
    pub address: RwSignal<String>,
    /// Degrees north and east as they are typed.
    pub position: RwSignal<String>,
    pub venue_type: RwSignal<String>,
    pub online_url: RwSignal<String>,
    pub audiences: RwSignal<Vec<String>>,
    pub forms: RwSignal<Vec<String>>,
    pub fields: RwSignal<Vec<String>>,
    pub bookable: RwSignal<bool>,
    pub reservation_url: RwSignal<String>,
    pub offline: RwSignal<Option<i64>>,
    pub online: RwSignal<Option<i64>>,
    pub numbers_note: RwSignal<String>,
    pub poster: RwSignal<Option<MediaId>>,
    pub photos: RwSignal<Vec<MediaId>>,
    pub videos: RwSignal<Vec<MediaId>>,
    pub detail_html: RwSignal<String>,
    pub budget: RwSignal<Option<i64>>,
    pub worker_count: RwSignal<Option<i64>>,
    pub workers: RwSignal<Vec<WorkerSignals>>,
    pub structure_kind: RwSignal<String>,
    pub structure_name: RwSignal<String>,
    pub hosts: RwSignal<Vec<Unit>>,
    pub co_organizers: RwSignal<Vec<Unit>>,
    pub contact_name: RwSignal<String>,
    pub contact_phone: RwSignal<String>,
    next_key: RwSignal<u32>,
}

fn text(value: Option<String>) -> RwSignal<String> {
    RwSignal::new(value.unwrap_or_default())
}

fn filled(value: RwSignal<String>) -> Option<String> {
    Some(value.get()).filter(|text| !text.is_empty())
}

fn natural(value: RwSignal<Option<i64>>) -> Option<u32> {
    value.get().and_then(|n| u32::try_from(n).ok())
}

impl Draft {
    pub fn of(c: ActivityContent) -> Self {
        let draft = Self {
            title: text(c.title),
            category: text(c.category),
            sub_category: text(c.sub_category),
            mode: text(c.mode.map(|m| m.as_str().to_owned())),
            sessions: RwSignal::new(Vec::new()),
            region_code: text(c.region_code.map(|r| r.to_string())),
            address: text(c.address),
            position: text(c.position.map(|at| at.to_string())),
            venue_type: text(c.venue_type),
            online_url: text(c.online_url),
            audiences: RwSignal::new(c.audiences),
            forms: RwSignal::new(c.forms),
            fields: RwSignal::new(c.fields),
            bookable: RwSignal::new(c.bookable == Some(true)),
            reservation_url: text(c.reservation_url),
            offline: RwSignal::new(c.expected_participants.offline.map(i64::from)),
            online: RwSignal::new(c.expected_participants.online.map(i64::from)),
            numbers_note: text(c.numbers_note),
            poster: RwSignal::new(c.poster_id),
            photos: RwSignal::new(c.photo_ids),
            videos: RwSignal::new(c.video_ids),
            detail_html: text(c.detail_html),
            budget: RwSignal::new(c.budget_yuan),
            worker_count: RwSignal::new(c.sci_workers.count.map(i64::from)),
            workers: RwSignal::new(Vec::new()),
            structure_kind: text(c.structure.kind),
            structure_name: text(c.structure.full_name),
            hosts: RwSignal::new(c.hosts),
            co_organizers: RwSignal::new(c.co_organizers),
            contact_name: text(c.contact.name),
            contact_phone: text(c.contact.phone),
            next_key: RwSignal::new(0),
        };
        if c.sessions.is_empty() {
            draft.add_session(Session::default());
        }
        for session in c.sessions {
            draft.add_session(session);
        }
        for person in c.sci_workers.people {
            draft.add_worker(person);
        }
        draft
    }

    fn key(self) -> u32 {
        self.next_key.update_untracked(|n| *n += 1);
        self.next_key.get_untracked()
    }

    pub fn add_session(self, session: Session) {
        let row = SessionSignals {
            key: self.key(),
            starts_at: RwSignal::new(session.starts_at),
            ends_at: RwSignal::new(session.ends_at),
        };
        self.sessions.update(|all| all.push(row));
    }

    pub fn add_worker(self, person: SciWorker) {
        let row = WorkerSignals {
            key: self.key(),
            name: RwSignal::new(person.name),
            employer: RwSignal::new(person.employer),
            title: RwSignal::new(person.title),
            field: RwSignal::new(person.field),
        };
        self.workers.update(|all| all.push(row));
    }

    pub fn mode_chosen(self) -> Option<Mode> {
        self.mode.with(|m| Mode::parse(m))
    }

    /// The draft as it is now; follows every field.
    pub fn content(self) -> ActivityContent {
        let sessions = self.sessions.get().into_iter().map(|s| Session {
            starts_at: s.starts_at.get(),
            ends_at: s.ends_at.get(),
        });
        let people = self.workers.get().into_iter().map(|w| SciWorker {
            name: w.name.get(),
            employer: w.employer.get(),
            title: w.title.get(),
            field: w.field.get(),
        });
        ActivityContent {
            title: filled(self.title),
            category: filled(self.category),
            sub_category: filled(self.sub_category),
            mode: self.mode_chosen(),
            // A row in which nothing is entered is no session yet.
            sessions: sessions
                .filter(|s| s.starts_at.is_some() || s.ends_at.is_some())
                .collect(),
            region_code: filled(self.region_code).and_then(|code| code.parse().ok()),
            address: filled(self.address),
            position: self.position.with(|text| Position::parse(&half_width(text))),
            venue_type: filled(self.venue_type),
            online_url: filled(self.online_url),
            audiences: self.audiences.get(),
            forms: self.forms.get(),
            fields: self.fields.get(),
            bookable: self.bookable.get().then_some(true),
            reservation_url: filled(self.reservation_url),
            expected_participants: Participants {
                offline: natural(self.offline),
                online: natural(self.online),
            },
            numbers_note: filled(self.numbers_note),
            poster_id: self.poster.get(),
            photo_ids: self.photos.get(),
            video_ids: self.videos.get(),
            detail_html: filled(self.detail_html),
            budget_yuan: self.budget.get(),
            sci_workers: SciWorkers {
                count: natural(self.worker_count),
                people: people.collect(),
            },
            structure: Structure {
                kind: filled(self.structure_kind),
                full_name: filled(self.structure_name),
            },
            hosts: self.hosts.get(),
            co_organizers: self.co_organizers.get(),
            contact: Contact {
                name: filled(self.contact_name),
                phone: filled(self.contact_phone),
            },
        }
    }
}
