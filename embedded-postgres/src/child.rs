//! What happens in the new process between fork and exec. It ends with its parent, it does not hear the
//! terminal's Ctrl-C, and it may live in a user namespace where it is not root.
#![expect(unsafe_code, reason = "code between fork and exec can only be installed by an unsafe function")]

#[cfg(target_os = "linux")]
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

#[cfg(target_os = "linux")]
use rustix::fs::{Mode, OFlags, open};
use rustix::process::setsid;

/// Which user the new process believes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Isolation {
    Shared,
    /// A user namespace in which the real uid 0 is called `nobody`: files stay root's, and Postgres sees no root.
    #[cfg(target_os = "linux")]
    UserNamespace,
}

/// `nobody` inside, root outside.
#[cfg(target_os = "linux")]
const ID_MAP: &[u8] = b"65534 0 1";

/// Binds the process that `command` will start to the life of the calling *thread*.
pub(crate) fn bind(command: &mut Command, isolation: Isolation) {
    let parent = rustix::process::getpid();
    // SAFETY: runs in the forked child, where only async-signal-safe code is allowed: plain system calls with
    // constant arguments, no allocation, no lock.
    unsafe {
        command.pre_exec(move || {
            #[cfg(target_os = "linux")]
            {
                if isolation == Isolation::UserNamespace {
                    enter_namespace()?;
                }
                die_with(parent)?;
            }
            #[cfg(not(target_os = "linux"))]
            let _ = (parent, isolation);
            setsid()?;
            Ok(())
        });
    }
}

/// Asks the kernel for a SIGINT (Postgres' fast shutdown) when the parent is gone. Must come after every change
/// of identity: those clear it.
#[cfg(target_os = "linux")]
fn die_with(parent: rustix::process::Pid) -> io::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::INT))?;
    // The parent may have died before the request.
    if rustix::process::getppid() != Some(parent) {
        return Err(io::Error::from_raw_os_error(rustix::io::Errno::CHILD.raw_os_error()));
    }
    Ok(())
}

#[cfg(target_os = "linux")]
fn enter_namespace() -> io::Result<()> {
    // SAFETY: the child has one thread and shares no descriptor table whose separation could surprise anybody.
    unsafe { rustix::thread::unshare_unsafe(rustix::thread::UnshareFlags::NEWUSER)? };
    // Group ids may only be mapped once setgroups is given up.
    write_to(c"/proc/self/setgroups", b"deny")?;
    write_to(c"/proc/self/uid_map", ID_MAP)?;
    write_to(c"/proc/self/gid_map", ID_MAP)
}

#[cfg(target_os = "linux")]
fn write_to(path: &core::ffi::CStr, text: &[u8]) -> io::Result<()> {
    let file = open(path, OFlags::WRONLY | OFlags::CLOEXEC, Mode::empty())?;
    rustix::io::write(file, text)?;
    Ok(())
}
