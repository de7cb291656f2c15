//! Who Postgres runs as. It refuses root, so a program that is root (a container, a board) gives it a user
//! namespace where root has another name, or, where that is forbidden, another user.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, lchown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::child::{self, Isolation};
use crate::error::StartError;

/// Users that Postgres may run as, best first.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Identity {
    /// The program's own user, who is not root.
    Own,
    #[cfg(target_os = "linux")]
    Namespace,
    Other(Account),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl Identity {
    /// The first way that works here. `program` is run once to see whether namespaces are allowed.
    pub(crate) fn choose(program: &Path) -> Result<Self, StartError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self::Own);
        }
        #[cfg(target_os = "linux")]
        if namespaces_work(program) {
            return Ok(Self::Namespace);
        }
        #[cfg(not(target_os = "linux"))]
        let _ = program;
        Account::existing().map(Self::Other)
    }

    /// A command of Postgres' that runs as this identity and dies with the calling thread.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        keep_out_the_environment(&mut command);
        let isolation = match self {
            Self::Own => Isolation::Shared,
            #[cfg(target_os = "linux")]
            Self::Namespace => Isolation::UserNamespace,
            Self::Other(account) => {
                command.uid(account.uid).gid(account.gid);
                Isolation::Shared
            }
        };
        child::bind(&mut command, isolation);
        command
    }

    /// Makes a directory that Postgres writes to its own, with everything in it; also data of an earlier start that
    /// had to run as somebody else.
    pub(crate) fn hand_over(&self, dir: &Path) -> Result<(), StartError> {
        self.account()
            .map_or(Ok(()), |account| account.take(dir))
            .map_err(StartError::io("give to another user", dir))
    }

    /// Without root's privileges Postgres needs to be let through every directory above `path`.
    pub(crate) fn check_reach(&self, path: &Path) -> Result<(), StartError> {
        let Some(account) = self.account() else {
            return Ok(());
        };
        match path.ancestors().find(|dir| !account.may_enter(dir)) {
            Some(dir) => Err(StartError::Unreachable { path: dir.to_owned(), user: account.name.clone() }),
            None => Ok(()),
        }
    }

    /// Whose files Postgres can read and write, where that is not simply the program's user.
    fn account(&self) -> Option<Account> {
        match self {
            Self::Own => None,
            #[cfg(target_os = "linux")]
            Self::Namespace => Some(Account::unprivileged_root()),
            Self::Other(account) => Some(account.clone()),
        }
    }
}

/// Nothing of the caller's environment may change where Postgres looks or which language it speaks.
fn keep_out_the_environment(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("PG") || text.starts_with("LC_") || text == "LANG" || text == "TZ" {
            command.env_remove(&name);
        }
    }
    command.env("LC_ALL", "C");
}

#[cfg(target_os = "linux")]
fn namespaces_work(program: &Path) -> bool {
    let probe = Identity::Namespace.command(program).arg("--version").output();
    probe.is_ok_and(|output| output.status.success())
}

impl Account {
    fn existing() -> Result<Self, StartError> {
        let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
        ACCOUNTS.iter().find_map(|name| Self::in_passwd(&users, name)).ok_or(StartError::NoAccount)
    }

    fn in_passwd(users: &str, name: &str) -> Option<Self> {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            if fields.next()? != name {
                return None;
            }
            let uid = fields.nth(1)?.parse().ok()?;
            let gid = fields.next()?.parse().ok()?;
            Some(Self { name: name.to_owned(), uid, gid })
        })
    }

    #[cfg(target_os = "linux")]
    fn unprivileged_root() -> Self {
        Self { name: "root without its privileges".to_owned(), uid: 0, gid: 0 }
    }

    /// The directory itself comes last: when it has the right owner, so has everything in it.
    fn take(&self, path: &Path) -> std::io::Result<()> {
        let meta = fs::symlink_metadata(path)?;
        if (meta.uid(), meta.gid()) == (self.uid, self.gid) {
            return Ok(());
        }
        if meta.is_dir() {
            for entry in fs::read_dir(path)? {
                self.take(&entry?.path())?;
            }
        }
        lchown(path, Some(self.uid), Some(self.gid))
    }

    fn may_enter(&self, dir: &Path) -> bool {
        let Ok(meta) = fs::metadata(dir) else {
            return true;
        };
        let mode = meta.permissions().mode();
        let needed = match (meta.uid() == self.uid, meta.gid() == self.gid) {
            (true, _) => 0o100,
            (false, true) => 0o010,
            (false, false) => 0o001,
        };
        mode & needed != 0
    }
}

/// For tests of the way that is only taken where namespaces are forbidden.
#[cfg(test)]
pub(crate) fn another_user() -> Result<Identity, StartError> {
    Account::existing().map(Identity::Other)
}

/// `path` without links, so that every directory above it is seen by [`Identity::check_reach`].
pub(crate) fn resolved(path: &Path) -> Result<PathBuf, StartError> {
    fs::canonicalize(path).map_err(StartError::io("find", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    const USERS: &str = "root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/:/usr/sbin/nologin\n";

    #[test]
    fn an_account_is_read_from_the_list_of_users() {
        let nobody = Account { name: "nobody".to_owned(), uid: 65534, gid: 65533 };
        assert_eq!(Account::in_passwd(USERS, "nobody"), Some(nobody));
        assert_eq!(Account::in_passwd(USERS, "postgres"), None);
    }

    #[test]
    fn a_closed_directory_above_the_data_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        fs::create_dir(&data).unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o700)).unwrap();
        let stranger = Account { name: "stranger".to_owned(), uid: 4_000_001, gid: 4_000_001 };
        let refusal = Identity::Other(stranger).check_reach(&data).unwrap_err().to_string();
        assert!(refusal.contains(&format!("chmod o+x {}", dir.path().display())), "{refusal}");
    }
}
