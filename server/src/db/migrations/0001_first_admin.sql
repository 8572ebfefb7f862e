-- The first account of a site is its admin. Two sign-ups at the same moment take turns at the lock,
-- so that the second sees the first.
CREATE FUNCTION first_account_is_admin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('lectern.first_account'));
  NEW.is_admin := NOT EXISTS (SELECT 1 FROM account);
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER account_first_is_admin BEFORE INSERT ON account
  FOR EACH ROW EXECUTE FUNCTION first_account_is_admin();
--> statement-breakpoint
INSERT INTO site (id) VALUES (1);
