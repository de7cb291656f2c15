//! A running Postgres as one value: its end can be awaited, signals reach it and nobody else, and dropping the
//! value asks it to shut down.

use std::io;
use std::process::{Child, Command, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};
use tokio::sync::{oneshot, watch};
use tokio::time::timeout;

/// A fast shutdown writes a checkpoint; on a slow card with a busy cache that takes seconds.
const FAST_SHUTDOWN: Duration = Duration::from_secs(20);

/// An immediate shutdown writes nothing; what it skips is replayed at the next start.
const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub(crate) struct Process {
    /// `None` once the process is reaped: from then on its id may belong to somebody else.
    pid: Arc<Mutex<Option<Pid>>>,
    exit: watch::Receiver<Option<ExitStatus>>,
}

impl Process {
    /// Starts `command` from a thread of its own and keeps that thread for as long as the process lives: the kernel
    /// ties a child to the *thread* that forked it, and threads of a runtime come and go.
    pub(crate) async fn spawn(command: Command) -> io::Result<Self> {
        let (started, starting) = oneshot::channel();
        let (ended, exit) = watch::channel(None);
        thread::Builder::new().name("postgres".to_owned()).spawn(move || tend(command, started, &ended))?;
        let pid = starting.await.map_err(io::Error::other)??;
        Ok(Self { pid, exit })
    }

    pub(crate) async fn exited(&self) -> ExitStatus {
        let mut exit = self.exit.clone();
        let status =
            exit.wait_for(Option::is_some).await.expect("the thread reports the exit before it ends");
        status.expect("just waited for")
    }

    /// Ends the process: politely, then firmly.
    pub(crate) async fn stop(&self) -> ExitStatus {
        for (signal, patience) in [(Signal::INT, FAST_SHUTDOWN), (Signal::QUIT, IMMEDIATE_SHUTDOWN)] {
            self.signal(signal);
            if let Ok(status) = timeout(patience, self.exited()).await {
                return status;
            }
            tracing::warn!(?signal, seconds = patience.as_secs(), "PostgreSQL has not stopped");
        }
        self.signal(Signal::KILL);
        self.exited().await
    }

    #[cfg(feature = "testing")]
    pub(crate) async fn end_by(&self, signal: Signal) {
        self.signal(signal);
        self.exited().await;
    }

    fn signal(&self, signal: Signal) {
        let pid = self.pid.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pid) = *pid {
            // It may have ended a moment ago and wait to be reaped; then there is nothing left to do.
            let _ = kill_process(pid, signal);
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.signal(Signal::INT);
    }
}

type Started = io::Result<Arc<Mutex<Option<Pid>>>>;

/// The life of the thread: start the process, wait for its end, report it.
fn tend(mut command: Command, started: oneshot::Sender<Started>, ended: &watch::Sender<Option<ExitStatus>>) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            // Whoever asked may have given up; there is nobody else to tell.
            let _ = started.send(Err(error));
            return;
        }
    };
    let pid = Pid::from_child(&child);
    let shared = Arc::new(Mutex::new(Some(pid)));
    if started.send(Ok(Arc::clone(&shared))).is_err() {
        let _ = kill_process(pid, Signal::INT);
    }
    ended.send_replace(Some(reap(&mut child, pid, &shared)));
}

/// Waits without reaping, then reaps under the lock, so that no signal can go to a process id that is free again.
fn reap(child: &mut Child, pid: Pid, shared: &Mutex<Option<Pid>>) -> ExitStatus {
    while waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)
        .is_err_and(|e| e == rustix::io::Errno::INTR)
    {}
    let mut pid = shared.lock().unwrap_or_else(PoisonError::into_inner);
    *pid = None;
    child.wait().expect("a child that has ended and that nobody else waits for can be reaped")
}
