//! A running sandbox: the listener, the routes, and what a test asks of the whole.

use std::{
    fmt,
    net::SocketAddr,
    ops::Deref,
    path::Path,
    sync::{Arc, PoisonError},
    time::Duration,
};

use anyhow::Context;
use axum::{Router, extract::DefaultBodyLimit, http::StatusCode, routing};
use tokio::{net::TcpListener, task::JoinSet};

use crate::{
    bot_api,
    clock::Clock,
    connection::{CuttableListener, Line},
    driver::Actor,
    failures::Failure,
    files::LARGEST_UPLOAD,
    journal::Posted,
    keeping,
    limits::Limits,
    page,
    people::{Person, Standing},
    profile::Command,
    refusal::Refusal,
    settings::Settings,
    world::{State, Witness, World},
};

/// Connections that are still busy after this long are cut.
const FAREWELL: Duration = Duration::from_secs(2);
/// A file and the form around it.
const LARGEST_BODY: usize = LARGEST_UPLOAD + 1024 * 1024;

/// A stand-in for Telegram that listens on a port. Dropping it stops it at once; `stop` lets calls end first.
pub struct Sandbox {
    handle: Handle,
    state_file: Option<Arc<Path>>,
    server: JoinSet<()>,
    helpers: JoinSet<()>,
}

/// What a test asks of a running sandbox and does to it; cheap to clone, and harmless after its end.
#[derive(Clone)]
pub struct Handle {
    world: Arc<World>,
    address: SocketAddr,
}

impl fmt::Debug for Handle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Handle").field("address", &self.address).finish_non_exhaustive()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Deref for Sandbox {
    type Target = Handle;

    fn deref(&self) -> &Handle {
        &self.handle
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.world.stopping.cancel();
    }
}

impl Sandbox {
    pub async fn start(settings: Settings) -> anyhow::Result<Self> {
        let state = starting_state(&settings)?;
        let listener = TcpListener::bind(settings.bind)
            .await
            .with_context(|| format!("cannot listen on {}", settings.bind))?;
        let address = listener.local_addr().context("a listener has an address")?;
        let world = Arc::new(World::new(settings.clock, settings.token, state));
        let state_file: Option<Arc<Path>> = settings.state_file.map(Into::into);
        let mut helpers = JoinSet::new();
        helpers.spawn(bot_api::webhook::deliver(world.clone()));
        if let Some(path) = &state_file {
            helpers.spawn(keeping::keep(world.clone(), path.clone()));
        }
        let mut server = JoinSet::new();
        server.spawn(serve(listener, world.clone()));
        Ok(Self { handle: Handle { world, address }, state_file, server, helpers })
    }

    /// Answers waiting polls, lets running calls end, and closes.
    pub async fn stop(mut self) {
        self.world.stopping.cancel();
        let farewell = async { while self.server.join_next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, farewell).await.is_err() {
            tracing::debug!("some connections of the sandbox were still open");
        }
        self.helpers.shutdown().await;
        if let Some(path) = &self.state_file {
            keeping::save(&self.world, path);
        }
    }
}

impl Handle {
    /// Where it listens: the Bot API below `/bot<token>/`, the chat page at `/`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The same for one of several programs that share the bot: the journal tells them apart.
    pub fn url_for(&self, caller: &str) -> String {
        format!("{}/{caller}", self.url())
    }

    pub fn clock(&self) -> &Clock {
        &self.world.clock
    }

    /// From now on actors wait until this is done, too: a bot may confirm an update that it has only written down.
    pub fn heeds<F: Future<Output = ()> + Send + 'static>(
        &self,
        witness: impl Fn(i64) -> F + Send + Sync + 'static,
    ) {
        let witness: Witness = Arc::new(move |update| Box::pin(witness(update)));
        *self.world.witness.lock().unwrap_or_else(PoisonError::into_inner) = Some(witness);
    }

    /// Somebody to play; known people are found by their id and stay who they are.
    pub fn person(&self, person: Person) -> Actor {
        let id = person.id;
        self.world.change(|state, _| {
            state.meet(person);
        });
        Actor::new(self.world.clone(), id)
    }

    /// Somebody to play who has talked with the bot before, so that it may write to them.
    pub fn acquaintance(&self, person: Person) -> Actor {
        let id = person.id;
        self.world.change(|state, _| state.meet(person).standing = Standing::Talking);
        Actor::new(self.world.clone(), id)
    }

    /// How fast the bot may send from now on; without limits as fast as it can. What it sent before still counts.
    pub fn grants(&self, limits: Option<Limits>) {
        self.world.note(|state| state.limits = limits);
    }

    /// Lets the next calls of a method fail ([`crate::ANY_METHOD`] for all but getUpdates).
    pub fn fails(&self, failure: Failure, method: &str, times: u32) {
        self.world.change(|state, _| state.failures.plan(failure, method, times));
    }

    /// Lets a share of the calls of a method fail, the same ones for the same seed.
    pub fn fails_often(&self, failure: Failure, method: &str, percent: u32, seed: u64) {
        self.world.change(|state, _| state.failures.often(failure, method, percent, seed));
    }

    /// Ends all failures.
    pub fn recovers(&self) {
        self.world.change(|state, _| state.failures.clear());
    }

    /// Every message that the bot sent since the start, edits not included.
    pub fn journal(&self) -> Vec<Posted> {
        self.world.read(|state| state.journal.posted().to_vec())
    }

    /// How long the journal is.
    pub fn posted(&self) -> usize {
        self.world.read(|state| state.journal.posted().len())
    }

    /// Waits until the journal is as long as that.
    pub async fn has_posted(&self, messages: usize) {
        self.world.until(|state| (state.journal.posted().len() >= messages).then_some(())).await;
    }

    /// Every call that was refused; failures on demand are not among them.
    pub fn refusals(&self) -> Vec<Refusal> {
        self.world.read(|state| state.refusals.clone())
    }

    /// The data of the taps that the bot never answered.
    pub fn unanswered_callbacks(&self) -> Vec<String> {
        self.world.read(|state| state.callbacks.unanswered())
    }

    /// The command menu that a person would see.
    pub fn commands(&self, person: i64, language: &str) -> Vec<Command> {
        self.world.read(|state| state.profile.commands_for(person, language).to_vec())
    }

    /// Where updates are posted to, if the bot has said so.
    pub fn webhook_url(&self) -> Option<String> {
        self.world.read(|state| state.webhook.as_ref().map(|webhook| webhook.url.clone()))
    }

    /// Updates that the bot has not confirmed.
    pub fn waiting_updates(&self) -> usize {
        self.world.read(|state| state.updates.count())
    }
}

fn starting_state(settings: &Settings) -> anyhow::Result<State> {
    let kept = match &settings.state_file {
        Some(path) => keeping::load(path)?,
        None => None,
    };
    let mut state = kept.unwrap_or_else(|| State::new(settings.clock.now()));
    state.bot = settings.bot.clone();
    state.limits = settings.limits;
    if state.chats.is_empty() {
        for person in &settings.people {
            state.meet(person.clone());
        }
    }
    Ok(state)
}

async fn serve(listener: TcpListener, world: Arc<World>) {
    let stopping = world.stopping.clone();
    let service = router(world).into_make_service_with_connect_info::<Line>();
    let served = axum::serve(CuttableListener(listener), service)
        .with_graceful_shutdown(async move { stopping.cancelled().await })
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "the sandbox stopped");
    }
}

fn router(world: Arc<World>) -> Router {
    Router::new()
        .merge(page::routes())
        .route("/{bot}/{method}", routing::any(bot_api::call))
        .route("/{caller}/{bot}/{method}", routing::any(bot_api::call_by_name))
        .route("/file/{bot}/{*path}", routing::get(bot_api::download))
        .fallback(async || StatusCode::NOT_FOUND)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(world)
}
