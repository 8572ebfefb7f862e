ALTER TABLE "session" ADD COLUMN "is_public" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
UPDATE "session" SET "is_public" = false WHERE "status" = 'pending_approval';
