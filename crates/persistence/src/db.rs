//! The door to the database: a few threads that each own a connection and take work from a bounded queue.
//!
//! First come, first served, no ping before each use, no pool to contend for; when the queue is full the caller is
//! told at once. Measured against a pool with blocking threads this doubled single-row reads and halved the tail.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use metrics::Histogram;
use tokio::sync::oneshot;

use diesel::connection::{Connection, Instrumentation, InstrumentationEvent};

use crate::audit;
use crate::dialect::{self, Conn, Purpose};
use crate::error::{StoreError, StoreResult};

/// Which database a URL names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// By scheme: `postgres://`, `postgresql://`, `sqlite:`. Anything else is refused, never guessed.
    pub fn of(url: &str) -> StoreResult<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Ok(Self::Postgres)
        } else if url.starts_with("sqlite:") {
            Ok(Self::Sqlite)
        } else {
            Err(StoreError::Broken(
                "a database URL begins with postgres:// or sqlite:".to_owned(),
            ))
        }
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

#[derive(Debug, Clone)]
pub struct DbConfig {
    /// `sqlite://path` or `postgres://…`.
    pub url: String,
    /// Threads that read.
    pub readers: usize,
    /// Threads that write. SQLite has one writer at a time, so it gets one thread whatever this says.
    pub writers: usize,
    /// Pieces of work that may wait in each queue before callers are turned away.
    pub queue: usize,
    /// Counts statements: for tests, it is felt on short requests.
    pub counts_statements: bool,
}

impl DbConfig {
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            readers: 4,
            writers: 4,
            queue: 512,
            counts_statements: false,
        }
    }
}

/// Whether there is nothing in a database: not even tables. Blocks.
pub fn is_empty(url: &str) -> StoreResult<bool> {
    dialect::is_empty(Engine::of(url)?, url)
}

/// A transaction that writes. Only [`Db::write`] makes one.
pub struct Tx<'a>(&'a mut Conn);

impl Tx<'_> {
    /// Lends the connection, for reading inside the transaction.
    pub fn conn(&mut self) -> &mut Conn {
        self.0
    }
}

type Work = Box<dyn FnOnce(&mut Worker) + Send>;

/// The database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    url: Arc<str>,
    reads: Sender<Work>,
    writes: Sender<Work>,
    statements: Arc<AtomicU64>,
    timers: Timers,
}

/// How long work takes on the threads of the database, waiting not included: for an operator's figures.
#[derive(Clone)]
struct Timers {
    read: Histogram,
    write: Histogram,
}

impl Timers {
    fn new() -> Self {
        Self {
            read: metrics::histogram!("kepu_database_seconds", "kind" => "read"),
            write: metrics::histogram!("kepu_database_seconds", "kind" => "write"),
        }
    }
    fn of(&self, purpose: Purpose) -> &Histogram {
        match purpose {
            Purpose::Read => &self.read,
            Purpose::Write => &self.write,
        }
    }
}

/// Counts statements, without a look at them.
struct Counter(Arc<AtomicU64>);

impl Instrumentation for Counter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// One thread's connection, opened when first needed and again after it broke.
struct Worker {
    engine: Engine,
    url: Arc<str>,
    purpose: Purpose,
    conn: Option<Conn>,
    /// How many connections of this database were found gone, by any thread, and when this one last looked.
    losses: Arc<AtomicU64>,
    known_losses: u64,
    /// Where statements are counted, if they are.
    statements: Option<Arc<AtomicU64>>,
}

impl Worker {
    fn conn(&mut self) -> StoreResult<&mut Conn> {
        let losses = self.losses.load(Ordering::Relaxed);
        if losses != self.known_losses {
            // Where one connection is gone, the server was away: the others are most likely gone too.
            self.known_losses = losses;
            self.conn = None;
        }
        match &mut self.conn {
            Some(conn) => Ok(conn),
            empty => {
                let mut conn = dialect::connect(self.engine, &self.url, self.purpose)?;
                if let Some(statements) = &self.statements {
                    conn.set_instrumentation(Counter(statements.clone()));
                }
                Ok(empty.insert(conn))
            }
        }
    }
    fn work_off(mut self, queue: &Receiver<Work>) {
        while let Ok(work) = queue.recv() {
            // A panic in a use case must not take the thread with it; the connection's state is unknown then.
            if catch_unwind(AssertUnwindSafe(|| work(&mut self))).is_err() {
                self.conn = None;
            }
        }
    }
}

impl Db {
    /// Opens the database and checks that it answers.
    pub fn open(config: &DbConfig) -> StoreResult<Self> {
        let engine = Engine::of(&config.url)?;
        let url: Arc<str> = config.url.as_str().into();
        // The first connection proves the address and, on SQLite, switches the file to write-ahead logging.
        drop(dialect::connect(engine, &url, Purpose::Write)?);
        let losses = Arc::new(AtomicU64::new(0));
        let statements = Arc::new(AtomicU64::new(0));
        let start = |purpose, threads: usize| -> StoreResult<Sender<Work>> {
            let (send, receive) = bounded::<Work>(config.queue);
            for n in 0..threads.max(1) {
                let worker = Worker {
                    engine,
                    url: url.clone(),
                    purpose,
                    conn: None,
                    losses: losses.clone(),
                    known_losses: 0,
                    statements: config.counts_statements.then(|| statements.clone()),
                };
                let receive = receive.clone();
                thread::Builder::new()
                    .name(format!("db-{purpose:?}-{n}").to_lowercase())
                    .spawn(move || worker.work_off(&receive))
                    .map_err(|e| StoreError::Broken(format!("cannot start a database thread: {e}")))?;
            }
            Ok(send)
        };
        let writers = if engine == Engine::Sqlite {
            1
        } else {
            config.writers
        };
        Ok(Self {
            engine,
            reads: start(Purpose::Read, config.readers)?,
            writes: start(Purpose::Write, writers)?,
            url,
            statements: statements.clone(),
            timers: Timers::new(),
        })
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Reads. Each statement sees what is committed when it starts.
    pub async fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    {
        let trace = audit::current();
        self.run(Purpose::Read, move |worker| {
            let conn = worker.conn()?;
            audit::beside(trace.as_ref(), || work(conn))
        })
        .await
    }

    /// Writes: everything `work` does is committed together, or nothing of it.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let trace = audit::current();
        self.run(Purpose::Write, move |worker| {
            let conn = worker.conn()?;
            dialect::begin_write(conn)?;
            // What was done and that it was done are committed together.
            let done = audit::beside(trace.as_ref(), || work(&mut Tx(conn))).and_then(|value| {
                let entry = trace.as_ref().and_then(|trace| trace.entry());
                if let Some(entry) = &entry {
                    audit::insert(&mut Tx(conn), entry)?;
                }
                Ok((value, entry.is_some()))
            });
            match done {
                Ok((value, told)) => {
                    dialect::commit(conn)?;
                    if let Some(trace) = trace.filter(|_| told) {
                        trace.was_written();
                    }
                    Ok(value)
                }
                Err(error) => {
                    // The first error is the one that matters; a failed rollback shows when the connection is used.
                    let _ = dialect::rollback(conn);
                    Err(error)
                }
            }
        })
        .await
    }

    async fn run<T, E, F>(&self, purpose: Purpose, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Worker) -> Result<T, E> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        let timer = self.timers.of(purpose).clone();
        let job: Work = Box::new(move |worker| {
            let begun = Instant::now();
            let result = work(worker);
            timer.record(begun.elapsed());
            // A connection that is gone fails faster than a good one answers: kept, it would draw all work to itself.
            let failed = result.is_err();
            let lost = |conn: &mut Conn| dialect::is_broken(conn) || (failed && !dialect::answers(conn));
            if worker.conn.as_mut().is_some_and(lost) {
                worker.conn = None;
                worker.losses.fetch_add(1, Ordering::Relaxed);
            }
            // Nobody waits any more when the client has gone; the work is done all the same.
            let _ = answer.send(result);
        });
        let queue = match purpose {
            Purpose::Read => &self.reads,
            Purpose::Write => &self.writes,
        };
        queue.try_send(job).map_err(|e| match e {
            TrySendError::Full(_) => {
                metrics::counter!("kepu_database_refused_total").increment(1);
                StoreError::Overloaded
            }
            TrySendError::Disconnected(_) => StoreError::Broken("the database threads have ended".to_owned()),
        })?;
        answered
            .await
            .map_err(|_| StoreError::Broken("the work ended without an answer".to_owned()))?
    }

    /// How many statements were sent so far, those that begin and end transactions included; 0 where they are not
    /// counted.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How many pieces of work wait to read and to write.
    pub fn waiting(&self) -> (usize, usize) {
        (self.reads.len(), self.writes.len())
    }

    /// Brings the schema up to date; answers how many migrations ran. Blocks.
    pub fn migrate(&self) -> StoreResult<usize> {
        dialect::migrate(&mut dialect::connect(self.engine, &self.url, Purpose::Write)?)
    }

    /// Writes everything that is committed now to a new file, while others work. Blocks.
    pub fn dump(&self, to: &Path) -> StoreResult<()> {
        dialect::dump(self.engine, &self.url, to)
    }

    /// Reads what [`Db::dump`] wrote, on the same engine, into this database, which is empty and was not used yet. Blocks.
    pub fn load(&self, from: &Path) -> StoreResult<()> {
        dialect::load(self.engine, &self.url, from)
    }

    /// Takes all migrations back. Blocks.
    pub fn revert(&self) -> StoreResult<usize> {
        dialect::revert(&mut dialect::connect(self.engine, &self.url, Purpose::Write)?)
    }

    /// The last migration that has run.
    pub async fn schema_version(&self) -> StoreResult<String> {
        self.run(Purpose::Write, |worker| dialect::schema_version(worker.conn()?))
            .await
    }

    /// How many migrations have not run; fails when the database does not answer.
    pub async fn pending_migrations(&self) -> StoreResult<usize> {
        self.run(Purpose::Write, |worker| dialect::pending(worker.conn()?))
            .await
    }
}
